import type { Notice } from '../cards/notice.ts';
import { render } from '../cards/render.ts';
import { withRemark } from '../cards/triage.ts';
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
  const steps = outcome.kind !== 'no-chat';
  return marked(line({ kind: kinds[outcome.kind], name }, turn), input.case, { steps }, services);
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
  const told = line({ kind, name, until: started.watch.until }, turn);
  return marked(told, known.id, { watch: true }, services);
}

function marked(
  told: Line,
  caseId: string,
  done: Parameters<typeof withRemark>[2],
  { drawn }: Services,
): Line {
  const view = drawn.of(caseId);
  if (!view) return told;
  const after = withRemark(view, told.line.summary, done);
  drawn.keep(after);
  return { ...told, card: render('triage', after) };
}

function line(notice: Notice, turn: Turn): Line {
  return { line: noticeReply(notice, turn) };
}
