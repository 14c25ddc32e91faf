import help from '../../cards/help.json' with { type: 'json' };
import notice from '../../cards/notice.json' with { type: 'json' };
import problem from '../../cards/problem.json' with { type: 'json' };
import refusal from '../../cards/refusal.json' with { type: 'json' };
import status from '../../cards/status.json' with { type: 'json' };
import type { HelpView } from './help.ts';
import type { NoticeView } from './notice.ts';
import type { ProblemView } from './problem.ts';
import type { RefusalView } from './refusal.ts';
import type { StatusView } from './status.ts';

/** Which view each card takes. */
export interface Views {
  readonly help: HelpView;
  readonly notice: NoticeView;
  readonly problem: ProblemView;
  readonly refusal: RefusalView;
  readonly status: StatusView;
}
export type CardName = keyof Views;

export const TEMPLATES: Readonly<Record<CardName, object>> = { help, notice, problem, refusal, status };
