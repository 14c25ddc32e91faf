import type { TurnContext } from 'botbuilder';
import type { Rendered } from '../cards/render.ts';
import { textsFor } from '../cards/texts.ts';
import { KnownError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Membership } from '../people/membership.ts';
import type { InboundActivity } from './activity.ts';
import { kindOf, readAsked, readerOf, rosterOf } from './asked.ts';
import { mayStandHere, type ReadMembers } from './audience.ts';
import { type Dispatch, openly, type Reply } from './dispatch.ts';
import { cardActivity, keepCard, type Press, readPress, replaceCard } from './invoke.ts';
import { type ConversationAddress, isOutOfReach, type Messenger } from './messenger.ts';
import { noticeReply, problemReply } from './replies.ts';
import type { Turn } from './turn.ts';

/** What the bot keeps of conversations; implemented in store/. */
export interface Conversations {
  /** Remembers an install, a removal or a message, in whatever order and how often they come. */
  remember(activity: InboundActivity): Promise<void>;
  personalOf(personId: string): Promise<ConversationAddress | undefined>;
  /** Teams lets nothing into that conversation any more. */
  forget(conversationId: string): Promise<void>;
}

export interface BotOptions {
  readonly dispatch: Dispatch;
  readonly membership: Membership;
  readonly conversations: Conversations;
  readonly members: ReadMembers;
  /** The Entra object id behind a mention; undefined where Teams does not know it. */
  readonly objectIdOf: (conversation: Turn['conversation'], teamsId: string) => Promise<string | undefined>;
  readonly messenger: Messenger;
  readonly log: Log;
}

/** What happens with one activity that has proved where it comes from. */
export function createBot(options: BotOptions) {
  const { dispatch, membership, conversations, members, messenger, log } = options;

  const turnOf = async (activity: InboundActivity, reference: string): Promise<Turn | null> => {
    const askerId = activity.from.aadObjectId;
    // Another bot, or an anonymous visitor of a meeting: nobody whose roles could be looked up.
    if (askerId === undefined) return null;
    const reader = readerOf(activity);
    return {
      askerId,
      roles: await membership.rolesOf(askerId),
      conversation: {
        id: activity.conversation.id,
        kind: kindOf(activity),
        rosterId: rosterOf(activity),
        serviceUrl: activity.serviceUrl,
      },
      texts: textsFor(reader.language, reader.timeZone),
      reference,
    };
  };

  const ask = async (activity: InboundActivity, turn: Turn): Promise<Reply> => {
    const { text, mentioned } = readAsked(activity);
    if (mentioned === null) return dispatch.message(text, turn);
    const id = await options.objectIdOf(turn.conversation, mentioned.teamsId).catch((err: unknown) => {
      log.warn({ err }, 'Teams does not tell who was mentioned; going by the name.');
      return undefined;
    });
    return dispatch.message(id && mentioned.name ? text.replace(mentioned.name, id) : text, turn);
  };

  /** False where Teams lets nothing into that chat: it is remembered as left until the person writes there. */
  const sendOrForget = async (to: ConversationAddress, shown: Rendered): Promise<boolean> => {
    try {
      await messenger.send(to, cardActivity(shown));
      return true;
    } catch (err) {
      if (!isOutOfReach(err)) throw err;
      log.info({ err }, 'Teams takes no messages for this private chat.');
      await conversations.forget(to.conversationId);
      return false;
    }
  };

  /** Shows the answer here, or where only the asker sees it, with one line here that says so. */
  const show = async (
    reply: Reply,
    turn: Turn,
    here: (shown: Rendered) => Promise<void>,
    line: (text: Rendered) => Promise<void>,
  ) => {
    const mayStand = await mayStandHere(reply, turn, { members, membership }).catch((err: unknown) => {
      log.warn({ err }, 'Who is in this chat could not be read; answering privately.');
      return false;
    });
    if (mayStand) return here(reply.shown);
    const personal = await conversations.personalOf(turn.askerId);
    const sent = personal !== undefined && (await sendOrForget(personal, reply.shown));
    return line(noticeReply({ kind: sent ? 'answered-privately' : 'ask-privately' }, turn));
  };

  /** What the asker can do something about is an answer like any other; everything else is a bug. */
  const orProblem = async (turn: Turn, ask: () => Promise<Reply>): Promise<Reply> => {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof KnownError)) throw error;
      log.info({ code: error.code, personId: turn.askerId }, 'no answer');
      return { ...openly(problemReply(error, turn)), ran: error.code };
    }
  };

  const answer = async (context: TurnContext, activity: InboundActivity, press: Press | null, turn: Turn) => {
    const post = async (shown: Rendered) => {
      await context.sendActivity(cardActivity(shown));
    };
    const replace = async (shown: Rendered) => {
      await context.sendActivity(replaceCard(shown));
    };
    const keep = async (shown: Rendered) => {
      await context.sendActivity(keepCard(shown.summary));
    };
    const reply = await orProblem(turn, () =>
      press ? dispatch.press(press.verb, press.data, turn) : ask(activity, turn),
    );
    if (press?.answeredBy !== 'invoke') await show(reply, turn, post, post);
    else await show(reply, turn, reply.replaces ? replace : keep, keep);
    return reply.ran;
  };

  return {
    async onTurn(context: TurnContext, activity: InboundActivity, reference: string): Promise<void> {
      await conversations.remember(activity);
      const press = readPress(activity);
      if (press === null && activity.type !== 'message') return;
      const turn = await turnOf(activity, reference);
      if (turn === null) return;
      const ran = await answer(context, activity, press, turn);
      log.info({ ran, personId: turn.askerId, conversation: turn.conversation.kind }, 'answered');
    },

    /** The person hears one calm sentence; what went wrong is in the log under the same reference. */
    async onError(
      context: TurnContext,
      error: unknown,
      activity: InboundActivity,
      reference: string,
    ): Promise<void> {
      const level = error instanceof KnownError ? 'warn' : 'error';
      log[level]({ err: error, activityType: activity.type, invoke: activity.name }, 'A turn failed.');
      const { language, timeZone } = readerOf(activity);
      const shown = problemReply(error, { texts: textsFor(language, timeZone), reference });
      if (readPress(activity)?.answeredBy === 'invoke') {
        await context.sendActivity(keepCard(`${shown.summary} (${reference})`));
      } else if (activity.type === 'message') await context.sendActivity(cardActivity(shown));
    },
  };
}
