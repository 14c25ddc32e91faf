import type { PersonCase } from '../campaign/ports.ts';
import { toCaseView } from '../cards/case.ts';
import { render } from '../cards/render.ts';
import { textsFor } from '../cards/texts.ts';
import type { Clock } from '../clock.ts';
import { KnownError } from '../errors.ts';
import type { Person } from '../people/people.ts';
import type { Directory } from '../people/ports.ts';
import type { Asking, Found } from '../triage/asking.ts';
import { readQuestion } from '../triage/question.ts';
import { cardActivity } from './invoke.ts';
import { isOutOfReach, type Messenger } from './messenger.ts';
import type { PersonalChat } from './tell.ts';

/** Where somebody of the helpdesk reads. */
export interface HelpdeskChat extends PersonalChat {
  /** Nobody but the helpdesk reads there: what the logs say about a person may stand there. */
  readonly helpdeskAlone: boolean;
}

/**
 * A recipient's question, to the helpdesk. It is there at once; what the logs say takes its place beside it when it
 * has been read. The person hears nothing of that.
 */
export function createCaseTeller(options: {
  readonly asking: Pick<Asking, 'ask'>;
  readonly directory: Pick<Directory, 'findPerson'>;
  readonly messenger: Messenger;
  /** The case as it is now. */
  readonly current: (caseId: string) => Promise<PersonCase | undefined>;
  readonly registrationUrl: string;
  readonly clock: Clock;
}): (one: PersonCase, chats: readonly HelpdeskChat[]) => Promise<void> {
  const { asking, directory, messenger, current, registrationUrl, clock } = options;

  const draw = (one: PersonCase, triage: Found | null, chat: HelpdeskChat) => {
    const view = { one, triage, closedBy: null, registrationUrl };
    return cardActivity(render('case', toCaseView(view, textsFor(chat.locale, chat.timeZone))));
  };

  /** Null: the case is worth reading without it. */
  const triageOf = async ({ person: { personId } }: PersonCase): Promise<Found | null> => {
    try {
      const person: Person | undefined = await directory.findPerson(personId);
      if (person === undefined) return null;
      const { question } = readQuestion('', { now: clock.now(), timeZone: 'UTC' });
      // In their own name: they have asked for help.
      return await (await asking.ask({ askerId: personId, person, question })).whole;
    } catch (error) {
      if (error instanceof KnownError) return null;
      throw error;
    }
  };

  return async (one, chats) => {
    const sent: { readonly chat: HelpdeskChat; readonly activityId: string }[] = [];
    for (const chat of chats) {
      try {
        const { activityId } = await messenger.send(chat, draw(one, null, chat));
        if (activityId !== null && chat.helpdeskAlone) sent.push({ chat, activityId });
      } catch (error) {
        if (!isOutOfReach(error)) throw error;
      }
    }
    if (sent.length === 0) return;
    const triage = await triageOf(one);
    // Read for a minute or more: whoever has closed it meanwhile has the last word on its card.
    if (triage === null || (await current(one.id))?.closed !== null) return;
    for (const { chat, activityId } of sent)
      await messenger.update(chat, activityId, draw(one, triage, chat));
  };
}
