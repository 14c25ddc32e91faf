import type { Activity } from 'botbuilder';
import type { Rendered } from '../cards/render.ts';
import { type Texts, textsFor } from '../cards/texts.ts';
import type { Directory } from '../people/ports.ts';
import { cardActivity } from './invoke.ts';
import { type ConversationAddress, isOutOfReach, type Messenger } from './messenger.ts';

export interface PersonalChat extends ConversationAddress {
  readonly locale: string | null;
  readonly timeZone: string | null;
}

/** Shows somebody a card outside of a turn, in their own chat and language. False: they have no chat with the bot. */
export type Tell = (personId: string, draw: (texts: Texts) => Rendered) => Promise<boolean>;

export function createTell(options: {
  readonly directory: Pick<Directory, 'findPerson'>;
  readonly messenger: Messenger;
  readonly personalOf: (personId: string) => Promise<PersonalChat | undefined>;
  readonly forget: (conversationId: string) => Promise<void>;
}): Tell {
  const { directory, messenger, personalOf, forget } = options;
  const send = createSend({ messenger, forget });
  return async (personId, draw) => {
    const chat = await personalOf(personId);
    if (!chat) return false;
    const locale = chat.locale ?? (await directory.findPerson(personId))?.preferredLanguage ?? null;
    return send({ ...chat, locale }, draw);
  };
}

/** Shows a card in a channel or chat that is known. False: it takes nothing from the bot any more. */
export function createSend(options: {
  readonly messenger: Messenger;
  readonly forget: (conversationId: string) => Promise<void>;
}): (chat: PersonalChat, draw: (texts: Texts) => Rendered) => Promise<boolean> {
  const { messenger, forget } = options;
  return async (chat, draw) => {
    const activity: Partial<Activity> = cardActivity(draw(textsFor(chat.locale, chat.timeZone)));
    try {
      await messenger.send(chat, activity);
      return true;
    } catch (error) {
      if (!isOutOfReach(error)) throw error;
      await forget(chat.conversationId);
      return false;
    }
  };
}
