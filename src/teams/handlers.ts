import { toChoosePersonView } from '../cards/choose-person.ts';
import { toHelpView } from '../cards/help.ts';
import { type Rendered, render } from '../cards/render.ts';
import { toStatusView } from '../cards/status.ts';
import { Ambiguous } from '../errors.ts';
import { findOnePerson } from '../people/find.ts';
import type { Person } from '../people/people.ts';
import { readStatus } from '../people/status.ts';
import { commandLines } from './replies.ts';
import type { Services, Turn } from './turn.ts';

/** Input, product function, card: a handler holds no decision of its own. */
export async function showOwnStatus(_input: object, turn: Turn, services: Services): Promise<Rendered> {
  const status = await readStatus(services, turn.askerId);
  const view = { ...status, registrationUrl: services.registrationUrl, viewer: 'self' as const };
  return render('status', toStatusView(view, turn.texts));
}

export async function showStatusOf(
  input: { readonly person: string },
  turn: Turn,
  services: Services,
): Promise<Rendered> {
  const found = await findOrAskBack(input.person, services);
  if (found instanceof Ambiguous) return chooser(input.person, found, turn);
  const status = await readStatus(services, found.id);
  const view = { ...status, registrationUrl: services.registrationUrl, viewer: 'helpdesk' as const };
  return render('status', toStatusView(view, turn.texts));
}

export async function showHelp(_input: object, turn: Turn, services: Services): Promise<Rendered> {
  return render('help', toHelpView({ rows: commandLines(services.commands, turn) }, turn.texts));
}

export async function findOrAskBack(words: string, services: Services): Promise<Person | Ambiguous<Person>> {
  try {
    return await findOnePerson(services.directory, words);
  } catch (error) {
    // Only people are ever the candidates of this question.
    if (error instanceof Ambiguous) return error as Ambiguous<Person>;
    throw error;
  }
}

function chooser(asked: string, found: Ambiguous<Person>, turn: Turn): Rendered {
  return render(
    'choose-person',
    toChoosePersonView({ asked, people: found.candidates, verb: 'status.refresh-other' }, turn.texts),
  );
}
