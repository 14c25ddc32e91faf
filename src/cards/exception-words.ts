import { type Exception, type ExceptionState, stateOf } from '../rollout/exceptions.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

const NAME_AT_MOST = 60;

/** Beside the word, which says the same. */
export const STATE_COLORS: Readonly<Record<ExceptionState, string>> = {
  expired: 'Attention',
  expiring: 'Warning',
  proposed: 'Warning',
  decided: 'Good',
  closed: 'Default',
};

/** How it stands with one of them, in one line. */
export function stateLine(exception: Exception, now: Date, texts: Texts): string {
  const { decided, closed, foundAt } = exception;
  if (closed !== null) return closedLine(closed.why, texts);
  if (decided === null) return texts.t('exceptions.row.proposed', { date: texts.date(foundAt) });
  const state = stateOf(exception, now);
  return texts.t(`exceptions.row.${state === 'expired' || state === 'expiring' ? state : 'decided'}`, {
    decision: texts.t(`exceptions.decision.${decided.decision}`),
    date: texts.calendarDate(decided.expiresOn),
    owner: plain(decided.ownerName, NAME_AT_MOST),
  });
}

function closedLine(why: string, texts: Texts): string {
  const known = why === 'gone' || why === 'emergency' ? why : 'usual-way';
  return texts.t(`exception.closed.${known}`);
}
