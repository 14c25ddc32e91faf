import { type ExceptionInput, type TypedDecision, toExceptionView } from '../cards/exception.ts';
import { toExceptionsView } from '../cards/exceptions.ts';
import { type Rendered, render } from '../cards/render.ts';
import { Ambiguous, NotFound } from '../errors.ts';
import type { Person } from '../people/people.ts';
import type { ExceptionPressed } from '../rollout/exception-desk.ts';
import { DECISIONS, type Exception, type ExceptionDraft } from '../rollout/exceptions.ts';
import { findOrAskBack } from './handlers.ts';
import { noticeReply } from './replies.ts';
import type { Answer, Line } from './rows.ts';
import type { Services, Turn } from './turn.ts';

interface One {
  readonly exception: string;
}
/** `seen`: the entry's number on the card that was pressed. */
interface Seen extends One {
  readonly seen: number;
}

export async function showExceptions(
  input: { readonly page?: number | undefined },
  turn: Turn,
  services: Services,
): Promise<Rendered> {
  const register = await services.exceptions.register(input.page ?? 1);
  return render('exceptions', toExceptionsView(register, turn.texts));
}

export async function openException(input: One, turn: Turn, services: Services): Promise<Answer> {
  const file = await services.exceptions.find(input.exception);
  return file ? draw({ file }, turn) : gone(turn);
}

export async function decideException(
  { exception: id, seen, ...typed }: Seen & TypedDecision,
  turn: Turn,
  services: Services,
): Promise<Answer> {
  const file = await services.exceptions.find(id);
  if (!file) return gone(turn);
  const draft: ExceptionDraft = {
    decision: DECISIONS.find((one) => one === typed.decision) ?? null,
    owner: await ownerIn(typed.owner, file.exception, services),
    expiresOn: typed.expires.trim(),
    note: typed.note,
  };
  const pressed = await services.exceptions.decide(turn.askerId, id, seen, draft);
  return afterPress(pressed, turn, typed);
}

export async function closeException(input: Seen, turn: Turn, services: Services): Promise<Answer> {
  return afterPress(await services.exceptions.close(turn.askerId, input.exception, input.seen), turn);
}

export async function reopenException(input: Seen, turn: Turn, services: Services): Promise<Answer> {
  return afterPress(await services.exceptions.reopen(turn.askerId, input.exception, input.seen), turn);
}

export async function exportExceptions(_input: object, turn: Turn, services: Services): Promise<Line> {
  if (turn.conversation.kind !== 'personal') return { line: noticeReply({ kind: 'ask-privately' }, turn) };
  const { counts } = await services.exceptions.register(1);
  await services.files.offerExceptions(
    counts.reduce((sum, { count }) => sum + count, 0),
    turn,
  );
  return { line: noticeReply({ kind: 'export-offered' }, turn) };
}

/** Whoever is meant by what stands in the field: the one who was named before, or the only one who fits. */
async function ownerIn(
  words: string,
  { decided }: Exception,
  services: Services,
): Promise<ExceptionDraft['owner']> {
  const typed = words.trim();
  if (typed === '') return null;
  if (decided !== null && typed === decided.ownerName) {
    const before = await services.directory.findPerson(decided.ownerId);
    return before ? ownerOf(before) : 'nobody';
  }
  try {
    const found = await findOrAskBack(typed, services);
    return found instanceof Ambiguous ? 'several' : ownerOf(found);
  } catch (error) {
    if (error instanceof NotFound) return 'nobody';
    throw error;
  }
}

function ownerOf({ id, displayName, kind, enabled }: Person) {
  return { id, name: displayName, kind, enabled };
}

/** The entry as it is now; what was typed stays where it was not saved. */
function afterPress(pressed: ExceptionPressed | undefined, turn: Turn, typed?: TypedDecision): Answer {
  if (!pressed) return gone(turn);
  const { file } = pressed;
  if (pressed.kind === 'wrong') {
    const { problems } = pressed;
    return draw({ file, remark: 'wrong', problems, ...(typed ? { typed } : {}) }, turn);
  }
  return draw(pressed.kind === 'faster' ? { file, remark: 'faster' } : { file }, turn);
}

function draw(input: ExceptionInput, { texts }: Turn): Rendered {
  return render('exception', toExceptionView(input, texts));
}

function gone(turn: Turn): Line {
  return { line: noticeReply({ kind: 'exception-gone' }, turn) };
}
