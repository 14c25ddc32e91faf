import choosePerson from '../../cards/choose-person.json' with { type: 'json' };
import help from '../../cards/help.json' with { type: 'json' };
import notice from '../../cards/notice.json' with { type: 'json' };
import problem from '../../cards/problem.json' with { type: 'json' };
import refusal from '../../cards/refusal.json' with { type: 'json' };
import registration from '../../cards/registration.json' with { type: 'json' };
import reminder from '../../cards/reminder.json' with { type: 'json' };
import selfHelp from '../../cards/self-help.json' with { type: 'json' };
import status from '../../cards/status.json' with { type: 'json' };
import triage from '../../cards/triage.json' with { type: 'json' };
import triageBrief from '../../cards/triage-brief.json' with { type: 'json' };
import welcome from '../../cards/welcome.json' with { type: 'json' };
import type { ChoosePersonView } from './choose-person.ts';
import type { HelpView } from './help.ts';
import type { NoticeView } from './notice.ts';
import type { ProblemView } from './problem.ts';
import type { RefusalView } from './refusal.ts';
import type { RegistrationView } from './registration.ts';
import type { ReminderView } from './reminder.ts';
import type { SelfHelpView } from './self-help.ts';
import type { StatusView } from './status.ts';
import type { TriageView } from './triage.ts';
import type { TriageBriefView } from './triage-brief.ts';
import type { WelcomeView } from './welcome.ts';

/** Which view each card takes. */
export interface Views {
  readonly 'choose-person': ChoosePersonView;
  readonly help: HelpView;
  readonly notice: NoticeView;
  readonly problem: ProblemView;
  readonly refusal: RefusalView;
  readonly registration: RegistrationView;
  readonly reminder: ReminderView;
  readonly 'self-help': SelfHelpView;
  readonly status: StatusView;
  readonly triage: TriageView;
  readonly 'triage-brief': TriageBriefView;
  readonly welcome: WelcomeView;
}
export type CardName = keyof Views;

export const TEMPLATES: Readonly<Record<CardName, object>> = {
  'choose-person': choosePerson,
  help,
  notice,
  problem,
  refusal,
  registration,
  reminder,
  'self-help': selfHelp,
  status,
  triage,
  'triage-brief': triageBrief,
  welcome,
};
