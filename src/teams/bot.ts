import type { TurnContext } from 'botbuilder';
import type { Rendered } from '../cards/render.ts';
import { textsFor } from '../cards/texts.ts';
import type { Clock } from '../clock.ts';
import { KnownError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Membership } from '../people/membership.ts';
import type { InboundActivity } from './activity.ts';
import { kindOf, readAsked, readerOf, rosterOf } from './asked.ts';
import { mayStandHere, type ReadMembers } from './audience.ts';
import { type Dispatch, openly, type Reply } from './dispatch.ts';
import { type Files, readConsent } from './files.ts';
import { type FollowUps, ripened, type Standing } from './follow-up.ts';
import { cardActivity, keepCard, type Press, readPress, replaceCard } from './invoke.ts';
import { type Extension, type Extensions, info, readExtension } from './message-extension.ts';
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
  readonly extensions: Extensions;
  readonly membership: Membership;
  readonly conversations: Conversations;
  readonly members: ReadMembers;
  /** The Entra object id behind a mention; undefined where Teams does not know it. */
  readonly objectIdOf: (conversation: Turn['conversation'], teamsId: string) => Promise<string | undefined>;
  readonly messenger: Messenger;
  readonly followUps: FollowUps;
  readonly files: Pick<Files, 'answer'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** A button turns for so long without seeming stuck; Teams gives up after fifteen seconds. */
const INVOKE_WAITS_MS = 6_000;

/** What happens with one activity that has proved where it comes from. */
export function createBot(options: BotOptions) {
  const { dispatch, extensions, membership, conversations, members, messenger, followUps, clock, log } =
    options;

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

  /** Null where Teams lets nothing into that chat: it is remembered as left until the person writes there. */
  const sendOrForget = async (at: ConversationAddress, shown: Rendered): Promise<Standing | null> => {
    try {
      const { activityId } = await messenger.send(at, cardActivity(shown));
      return { at, activityId };
    } catch (err) {
      if (!isOutOfReach(err)) throw err;
      log.info({ err }, 'Teams takes no messages for this private chat.');
      await conversations.forget(at.conversationId);
      return null;
    }
  };

  /** Shows the answer here, or where only the asker sees it, with one line here that says so. */
  const show = async (
    reply: Reply,
    turn: Turn,
    here: (shown: Rendered) => Promise<Standing | null>,
    line: (text: Rendered) => Promise<unknown>,
  ): Promise<Standing | null> => {
    const mayStand = await mayStandHere(reply, turn, { members, membership }).catch((err: unknown) => {
      log.warn({ err }, 'Who is in this chat could not be read; answering privately.');
      return false;
    });
    if (mayStand) return here(reply.shown);
    const personal = await conversations.personalOf(turn.askerId);
    const sent = personal === undefined ? null : await sendOrForget(personal, reply.shown);
    await line(noticeReply({ kind: sent ? 'answered-privately' : 'ask-privately' }, turn));
    return sent;
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
    const here = { conversationId: turn.conversation.id, serviceUrl: turn.conversation.serviceUrl };
    const post = async (shown: Rendered) => {
      const sent = await context.sendActivity(cardActivity(shown));
      return { at: here, activityId: sent?.id ?? null };
    };
    const replace = async (shown: Rendered) => {
      await context.sendActivity(replaceCard(shown));
      return { at: here, activityId: activity.replyToId ?? null };
    };
    const keep = async (shown: Rendered) => {
      await context.sendActivity(keepCard(shown.summary));
      return null;
    };
    const reply = await orProblem(turn, async () => {
      if (!press) return ask(activity, turn);
      const pressed = await dispatch.press(press.verb, press.data, turn);
      return press.answeredBy === 'invoke' ? ripened(pressed, clock, INVOKE_WAITS_MS) : pressed;
    });
    const postBeside = async (shown: Rendered) => {
      const posted = await post(shown);
      await keep(shown);
      return posted;
    };
    const inPlace = reply.beside ? postBeside : reply.replaces || reply.card ? replace : keep;
    const pressedCard =
      press && reply.forAll && activity.replyToId !== undefined
        ? { at: here, activityId: activity.replyToId }
        : null;
    const standing =
      press?.answeredBy === 'invoke'
        ? await show(marked(reply), turn, inPlace, keep)
        : await show(reply, turn, pressedCard ? async () => pressedCard : post, post);
    if (reply.whole && standing) {
      followUps.replaceLater(reply.whole, standing, (error) => lateProblem(error, turn));
    }
    if (pressedCard && standing?.at === here) {
      // What an invoke answers is drawn on one device of whoever pressed, and nowhere else.
      const { shown } = reply;
      followUps.replaceLater(Promise.resolve(shown), pressedCard, (error) => lateProblem(error, turn));
    }
    if (reply.stands && standing?.activityId) {
      const { stands } = reply;
      await stands({ ...standing.at, activityId: standing.activityId }).catch((err: unknown) =>
        log.warn({ err }, 'A card will not edit itself.'),
      );
    }
    return reply.ran;
  };

  /**
   * Beside a message box the bot may be no member of the conversation, and two people's chat is called personal just
   * as the bot's own: nothing is remembered of it, and only the chat that is known as the asker's own is theirs alone.
   */
  const extend = async (
    context: TurnContext,
    activity: InboundActivity,
    asked: { readonly extension: Extension; readonly reference: string },
  ) => {
    const turn = await turnOf(activity, asked.reference);
    if (turn === null) return;
    const mayStand = async () => {
      if (turn.conversation.kind === 'personal') {
        const own = await conversations.personalOf(turn.askerId);
        return own?.conversationId === turn.conversation.id;
      }
      const reply = { about: 'others', holding: 'helpdesk' } as const;
      return mayStandHere(reply, turn, { members, membership }).catch((err: unknown) => {
        log.info({ err }, 'Who is in this chat could not be read; nothing is put into it.');
        return false;
      });
    };
    const answer = await extensions.answer(asked.extension, turn, mayStand).catch((error: unknown) => {
      if (!(error instanceof KnownError)) throw error;
      return info(problemReply(error, turn));
    });
    await context.sendActivity(answer);
    log.info({ ran: `extension ${asked.extension.kind}`, personId: turn.askerId }, 'answered');
  };

  /** What came after the first answer failed: nobody waits for a turn any more that could say so. */
  const lateProblem = (error: unknown, turn: Turn): Rendered => {
    if (!(error instanceof KnownError)) log.error({ err: error }, 'An answer could not be completed.');
    return problemReply(error, turn);
  };

  return {
    async onTurn(context: TurnContext, activity: InboundActivity, reference: string): Promise<void> {
      const extension = readExtension(activity);
      if (extension !== null) return extend(context, activity, { extension, reference });
      await conversations.remember(activity);
      const given = readConsent(activity);
      if (given !== null) {
        const turn = await turnOf(activity, reference);
        if (turn?.conversation.kind === 'personal') {
          await options.files.answer(given, turn, activity.replyToId ?? null);
        }
        await context.sendActivity({ type: 'invokeResponse', value: { status: 200 } });
        return;
      }
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
      } else if (readExtension(activity)) await context.sendActivity(info(shown));
      else if (activity.type === 'message') await context.sendActivity(cardActivity(shown));
    },
  };
}

/** An invoke can show the card itself with what came of the press; a message can only add a line. */
function marked(reply: Reply): Reply {
  return reply.card ? { ...reply, shown: reply.card } : reply;
}
