import { type Rendered, render } from '../cards/render.ts';
import { toValidationView } from '../cards/validation.ts';
import { onlyKnown } from '../errors.ts';
import type { Validation } from '../rollout/validation.ts';
import { noticeReply } from './replies.ts';
import type { Answer, Line } from './rows.ts';
import type { Services, Turn } from './turn.ts';

/** Most parts are known within this; the reports of a large tenant take minutes. */
const WAITED_MS = 4_000;

export async function showValidation(_input: object, turn: Turn, services: Services): Promise<Answer> {
  const run = services.validation.check();
  const [organisation, first] = await Promise.all([
    services.directory.organisation().catch(onlyKnown),
    run.soon(WAITED_MS),
  ]);
  const draw = (validation: Validation): Rendered =>
    render(
      'validation',
      toValidationView({ ...validation, organisation: organisation?.displayName ?? null }, turn.texts),
    );
  return first.complete ? draw(first) : { shown: draw(first), whole: run.whole.then(draw) };
}

export async function saveValidation(_input: object, turn: Turn, services: Services): Promise<Line> {
  if (turn.conversation.kind !== 'personal') {
    return { line: noticeReply({ kind: 'validate-privately' }, turn) };
  }
  await services.files.offerValidation(turn);
  return { line: noticeReply({ kind: 'export-offered' }, turn) };
}
