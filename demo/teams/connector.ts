import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One private chat with the bot, as the stand-in for Teams keeps it: its last card, and no more. */
export interface Chat {
  readonly id: string;
  readonly personId: string;
  /** The person has blocked the bot after its first words: nothing more gets in. */
  readonly blocked: boolean;
  last: { readonly activityId: string; readonly card: unknown } | null;
  /** How many messages the bot has sent. */
  messages: number;
}

export interface TeamsStandIn {
  readonly serviceUrl: string;
  readonly chats: ReadonlyMap<string, Chat>;
  open(person: { readonly id: string; readonly blocked: boolean }): Chat;
  stop(): Promise<void>;
}

type Answer = readonly [status: number, body: unknown];

/**
 * The part of Teams that a bot calls, for everybody of the company who has no chat window of the vendor's: it takes
 * messages and changes of them, and tells who is in a chat. On this machine alone, without any proof of who calls.
 */
export async function startTeamsStandIn(options: {
  /** A card has arrived, or has been put in the place of the last one. */
  readonly onCard: (chat: Chat, arrived: { readonly card: unknown; readonly isNew: boolean }) => void;
}): Promise<TeamsStandIn> {
  const chats = new Map<string, Chat>();
  let lastId = 0;

  const take = (chat: Chat, activityId: string | undefined, activity: unknown): Answer => {
    const { attachments } = activity as { attachments?: readonly { readonly content?: unknown }[] };
    const card = attachments?.[0]?.content;
    // A message that the chat has no more than the id of is too old to be held here.
    if (activityId === undefined) {
      lastId += 1;
      chat.messages += 1;
    }
    const id = activityId ?? `message-${lastId}`;
    if (card !== undefined && (activityId === undefined || chat.last?.activityId === activityId)) {
      chat.last = { activityId: id, card };
      options.onCard(chat, { card, isNew: activityId === undefined });
    }
    return [activityId === undefined ? 201 : 200, { id }];
  };

  const answerTo = async (request: IncomingMessage): Promise<Answer> => {
    const [path = ''] = (request.url ?? '').split('?');
    const [, chatId = '', what = '', activityId] =
      /^\/v3\/conversations\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
    const chat = chats.get(decodeURIComponent(chatId));
    if (path === '/v3/conversations') return refusal(403, 'BotNotInConversationRoster');
    if (chat === undefined) return refusal(404, 'ConversationNotFound');
    if (/members$/.test(what)) {
      const member = { id: `29:${chat.personId}`, aadObjectId: chat.personId };
      return [
        200,
        what === 'members' ? (activityId === undefined ? [member] : member) : { members: [member] },
      ];
    }
    if (chat.blocked && chat.messages > 0) return refusal(403, 'ConversationBlockedByUser');
    const activity: unknown = JSON.parse(await textOf(request));
    // A POST below a message is an answer to it, and a message of its own.
    return take(chat, request.method === 'PUT' ? activityId : undefined, activity);
  };

  const server = createServer((request, response) => {
    answerTo(request)
      .catch(() => refusal(400, 'BadSyntax'))
      .then(
        (answer) => send(response, answer),
        () => response.destroy(),
      );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    // A server that listens on a port has an address with one.
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    chats,
    open({ id, blocked }) {
      const chat: Chat = { id: `personal-${id}`, personId: id, blocked, last: null, messages: 0 };
      chats.set(chat.id, chat);
      return chat;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refusal(status: number, code: string): Answer {
  return [status, { error: { code, message: `The simulated Teams answers ${code}.` } }];
}

function send(response: ServerResponse, [status, body]: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) text += chunk;
  return text;
}
