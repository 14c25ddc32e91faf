import { render } from '../cards/render.ts';
import { textsFor } from '../cards/texts.ts';
import { toWelcomeView } from '../cards/welcome.ts';
import { onlyKnown } from '../errors.ts';
import type { Membership } from '../people/membership.ts';
import { cardActivity } from './invoke.ts';
import type { Messenger } from './messenger.ts';
import { commandLines } from './replies.ts';
import type { Services } from './turn.ts';

export interface Greeted {
  readonly conversationId: string;
  readonly serviceUrl: string;
  /** Null in a chat of several people. */
  readonly personId: string | null;
  readonly installed: boolean;
  readonly locale: string | null;
}

/**
 * The first hello in a private chat, unless the bot was taken out before its turn came. Whoever calls has made sure
 * that it is said once.
 */
export async function sendWelcome(
  to: Greeted | undefined,
  parts: { readonly services: Services; readonly membership: Membership; readonly messenger: Messenger },
): Promise<void> {
  if (!to?.installed || to.personId === null) return;
  const { services, membership, messenger } = parts;
  const [person, organisation, roles] = await Promise.all([
    services.directory.findPerson(to.personId).catch(onlyKnown),
    services.directory.organisation().catch(onlyKnown),
    membership.rolesOf(to.personId).catch(onlyKnown),
  ]);
  const texts = textsFor(to.locale ?? person?.preferredLanguage);
  const view = {
    name: person?.givenName ?? null,
    organisation: organisation?.displayName ?? null,
    registrationUrl: services.registrationUrl,
    rows: commandLines(services.commands, { texts, roles: roles ?? new Set(['user']) }),
  };
  await messenger.send(to, cardActivity(render('welcome', toWelcomeView(view, texts))));
}
