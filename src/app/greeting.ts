import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { EnqueueOptions } from '../jobs/queue.ts';
import { defineJob } from '../jobs/table.ts';
import {
  claimWelcome,
  conversationById,
  personalConversationOf,
  rememberConversation,
} from '../store/conversations.ts';
import type { Database } from '../store/db.ts';
import type { InboundActivity } from '../teams/activity.ts';
import type { Conversations } from '../teams/bot.ts';
import { isTeamsFailure } from '../teams/messenger.ts';
import { bringsBotIn, seenIn } from '../teams/seen.ts';
import { sendWelcome } from '../teams/welcome.ts';

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly forget: Conversations['forget'];
  readonly cameBack: (personId: string) => Promise<void>;
  /** What a welcome is drawn with: built after this. */
  readonly greeting: () => Parameters<typeof sendWelcome>[1];
  readonly enqueue: (
    name: 'welcome',
    payload: { readonly conversationId: string },
    options: EnqueueOptions,
  ) => Promise<boolean>;
}

/** Remembers every conversation, and greets whoever brings Muster into one. */
export function buildGreeting({ database, clock, forget, cameBack, greeting, enqueue }: Parts) {
  const conversations: Conversations = {
    async remember(activity: InboundActivity) {
      const seen = seenIn(activity, clock.now());
      await database.transaction(async (db) => {
        await rememberConversation(db, seen);
        if (seen.kind !== 'personal' || !bringsBotIn(activity)) return;
        const { conversationId } = seen;
        if (await claimWelcome(db, conversationId, clock.now())) {
          await enqueue('welcome', { conversationId }, { db });
        }
      });
      if (seen.personId !== null && seen.installed) await cameBack(seen.personId);
    },
    personalOf: (personId) => personalConversationOf(database, personId),
    forget,
  };
  const jobs = {
    welcome: defineJob({
      schema: z.object({ conversationId: z.string() }),
      // Said once or not at all: whether a lost answer means a lost hello, nobody can tell.
      retry: { limit: 0 },
      run: async ({ conversationId }, { log }) => {
        const to = await conversationById(database, conversationId);
        try {
          await sendWelcome(to, greeting());
        } catch (err) {
          if (!isTeamsFailure(err)) throw err;
          log.warn({ err }, 'The first hello did not arrive.');
        }
      },
    }),
  };
  return { conversations, jobs };
}
