import type { Notice } from '../cards/notice.ts';
import { isFresh } from '../triage/cases.ts';
import { sendSteps } from '../triage/send-steps.ts';
import { noticeReply } from './replies.ts';
import type { Line } from './rows.ts';
import { personById } from './triage-ask.ts';
import type { Services, Turn } from './turn.ts';

const EXPIRED: Notice = { kind: 'expired', replaced: false };

export async function sendStepsOf(
  input: { readonly case: string },
  turn: Turn,
  services: Services,
): Promise<Line> {
  const outcome = await sendSteps(input.case, turn.askerId, services.steps);
  if (outcome.kind === 'expired') return line(EXPIRED, turn);
  if (outcome.kind === 'not-now') return line({ kind: 'steps-not-now' }, turn);
  const { displayName: name } = outcome.person;
  const kinds = { sent: 'steps-sent', before: 'steps-sent-before', 'no-chat': 'steps-no-chat' } as const;
  return line({ kind: kinds[outcome.kind], name }, turn);
}

export async function watchNext(
  input: { readonly case: string },
  turn: Turn,
  services: Services,
): Promise<Line> {
  const known = await services.asking.find(input.case);
  if (!known?.personId || !isFresh(known, services.clock.now())) return line(EXPIRED, turn);
  const { displayName: name, id: personId } = await personById(known.personId, services);
  const started = await services.watching({ caseId: known.id, askerId: turn.askerId, personId });
  if (!started) return line({ kind: 'watch-no-chat' }, turn);
  const kind = started.isNew ? 'watching' : 'watching-before';
  return line({ kind, name, until: started.watch.until }, turn);
}

function line(notice: Notice, turn: Turn): Line {
  return { line: noticeReply(notice, turn) };
}
