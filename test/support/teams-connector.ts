import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CHAT_WINDOWS, createChatWindows } from '../../src/delivery/chat-windows.ts';

/** Shares of the requests, from 0 to 1. Which request meets which is drawn, the same way in every run. */
export interface FaultMix {
  readonly badGateway?: number;
  readonly resetBefore?: number;
  readonly resetAfter?: number;
  readonly tooMany?: number;
  /** Of the chats, not of the requests: who has blocked the bot stays so. */
  readonly blocked?: number;
}

export interface TeamsOptions {
  /** Requests in any second over everything; Teams' own figure is 50. Null: no limit at all, neither for chats. */
  readonly perSecond?: number | null;
  readonly faults?: FaultMix;
  readonly delayMs?: number;
  readonly seed?: number;
  readonly retryAfterSeconds?: number;
}

export interface TeamsConnector {
  readonly serviceUrl: string;
  /** What arrived in each chat, in order: the texts of the messages that Teams has taken, answered or not. */
  readonly accepted: ReadonlyMap<string, readonly unknown[]>;
  /** Messages that were put in the place of others, in order. */
  readonly edited: { readonly chat: string; readonly activityId: string; readonly body: unknown }[];
  readonly figures: {
    requests: number;
    /** 429s that the bot provoked, by going past a limit. */
    provoked: number;
    resets: number;
    /** Being answered right now. */
    inFlight: number;
    /** When each request came, in milliseconds. */
    readonly times: number[];
    /** When each was answered, or its line broke. */
    readonly over: number[];
  };
  /** Called when a message has been taken, before it is answered. */
  onAccepted: (() => void) | null;
  blocks(chat: string): boolean;
  close(): Promise<void>;
}

/** Teams as strict as its documents: the limits of each chat and of the tenant, and faults of every kind. */
export async function startTeams(options: TeamsOptions = {}): Promise<TeamsConnector> {
  const { perSecond = 50, faults = {}, delayMs = 0, retryAfterSeconds = 1 } = options;
  const draw = dice(options.seed ?? 1);
  const windows = createChatWindows(CHAT_WINDOWS.send);
  const accepted = new Map<string, unknown[]>();
  const edited: { chat: string; activityId: string; body: unknown }[] = [];
  const figures: TeamsConnector['figures'] = {
    requests: 0,
    provoked: 0,
    resets: 0,
    inFlight: 0,
    times: [],
    over: [],
  };
  const blocks = (chat: string) => chance(chat) < (faults.blocked ?? 0);
  let lastId = 0;

  /** True: this request is one too many for the tenant, or for this chat. */
  const exceeds = (chat: string, now: number): boolean => {
    if (perSecond === null) return false;
    const before = figures.times.at(-1 - perSecond);
    if (before !== undefined && now - before < 1_000) return true;
    if (windows.wait(chat, now) > 0) return true;
    windows.note(chat, now);
    return false;
  };

  const take = (chat: string, body: unknown): string => {
    const messages = accepted.get(chat) ?? [];
    messages.push(body);
    accepted.set(chat, messages);
    teams.onAccepted?.();
    lastId += 1;
    return `activity-${lastId}`;
  };

  const handle = async (req: IncomingMessage, res: ServerResponse) => {
    const now = performance.now();
    figures.requests += 1;
    figures.times.push(now);
    const [, segment, edits] =
      /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?/.exec(req.url ?? '') ?? [];
    const chat = segment === undefined ? null : decodeURIComponent(segment);
    if (exceeds(chat ?? 'new', now)) {
      figures.provoked += 1;
      return answer(res, 429, { error: { code: 'TooManyRequests' } }, retryAfterSeconds);
    }
    const fate = draw();
    const limits = {
      before: faults.resetBefore ?? 0,
      after: faults.resetAfter ?? 0,
      bad: faults.badGateway ?? 0,
    };
    if (fate < limits.before) return reset(req, figures);
    const text = await textOf(req);
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (fate < limits.before + limits.bad) return answer(res, 502, '<html>Bad Gateway</html>');
    if (fate < limits.before + limits.bad + (faults.tooMany ?? 0)) {
      return answer(res, 429, { error: { code: 'TooManyRequests' } }, retryAfterSeconds);
    }
    if (chat === null) return answer(res, 201, { id: `chat-of-${memberIn(text)}` });
    if (blocks(chat)) return answer(res, 403, { error: { code: 'ConversationBlockedByUser' } });
    if (req.method === 'PUT' && edits !== undefined) {
      edited.push({ chat, activityId: decodeURIComponent(edits), body: JSON.parse(text) });
      return answer(res, 200, { id: edits });
    }
    const id = take(chat, JSON.parse(text));
    if (fate > 1 - limits.after) return reset(req, figures);
    return answer(res, 201, { id });
  };

  const server = createServer((req, res) => {
    figures.inFlight += 1;
    res.once('close', () => {
      figures.inFlight -= 1;
      figures.over.push(performance.now());
    });
    handle(req, res).catch(() => req.destroy());
  });
  // Longer than any client of ours keeps a silent line, so that only the faults close one.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const teams: TeamsConnector = {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    accepted,
    edited,
    figures,
    onAccepted: null,
    blocks,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return teams;
}

/** The most requests that came within one second. */
export function mostInASecond(times: readonly number[]): number {
  let most = 0;
  for (let last = 0, first = 0; last < times.length; last += 1) {
    while ((times[first] ?? 0) <= (times[last] ?? 0) - 1_000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

function reset(req: IncomingMessage, figures: TeamsConnector['figures']): void {
  figures.resets += 1;
  req.socket.resetAndDestroy();
}

async function textOf(req: IncomingMessage): Promise<string> {
  let text = '';
  req.setEncoding('utf8');
  for await (const chunk of req) text += chunk;
  return text;
}

function memberIn(text: string): string {
  const { members } = JSON.parse(text) as { members?: { id?: string }[] };
  return members?.[0]?.id ?? 'nobody';
}

function answer(res: ServerResponse, status: number, body: unknown, retryAfter?: number): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  res.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...(status === 429 && retryAfter !== undefined ? { 'retry-after': String(retryAfter) } : {}),
  });
  res.end(text);
}

/** Numbers from 0 to 1 that look drawn and are the same for the same seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A number from 0 to 1 that belongs to this text. */
function chance(text: string): number {
  let hash = 2_166_136_261;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return dice(hash)();
}
