import { toCaseView } from '../cards/case.ts';
import { render } from '../cards/render.ts';
import { onlyKnown } from '../errors.ts';
import { noticeReply } from './replies.ts';
import type { ForAll, Line } from './rows.ts';
import type { Services, Turn } from './turn.ts';

/** Whoever was faster stands on the card, too: nobody answers the same question twice. */
export async function closeCase(
  input: { readonly case: string },
  turn: Turn,
  { cases, directory, registrationUrl }: Services,
): Promise<ForAll | Line> {
  const closed = await cases.close(turn.askerId, input.case);
  if (!closed) return { line: noticeReply({ kind: 'case-gone' }, turn) };
  const by = await directory.findPerson(closed.case.closed?.by ?? turn.askerId).catch(onlyKnown);
  const closedBy = by?.displayName ?? null;
  const view = { one: closed.case, triage: null, closedBy, registrationUrl };
  return { forAll: render('case', toCaseView(view, turn.texts)) };
}
