import type { Clock } from '../clock.ts';
import { TryAgainLater } from '../errors.ts';
import { CHAT_WINDOWS, createChatWindows } from './chat-windows.ts';
import type { SlotSource } from './ports.ts';
import { createSlots } from './slots.ts';

export interface Call {
  /** Null: a call outside of any chat, or one that creates it. */
  readonly chat: string | null;
  readonly operation: 'send' | 'read';
  /** Somebody is waiting in front of a screen: before everything else. */
  readonly urgency: 'interactive' | 'background';
  /** How long a pause of the whole tenant may be before the call rather fails with `TryAgainLater`. */
  readonly patienceMs: number;
  /** So many calls will follow at once: their slots are fetched together with this one's. */
  readonly more?: number;
  readonly signal?: AbortSignal;
}

/** Everything that Muster asks of the Bot API goes through one of these in each process. */
export interface Limiter {
  /** How many calls to have ready before their turn at most, where getting them ready is slow. */
  readonly ahead: number;
  /** Resolves when the call may be made. */
  take(call: Call): Promise<void>;
  /** Teams said 429: nobody of this tenant calls before that time. */
  pause(milliseconds: number): Promise<void>;
}

export interface LimiterOptions {
  readonly clock: Clock;
  /** Null: no limit for the tenant; chats have theirs all the same. */
  readonly perSecond: number | null;
  readonly source: SlotSource;
}

interface Waiting extends Call {
  go(): void;
  fail(reason: unknown): void;
}

const AHEAD_MS = 200;
/** Beyond an hour a Retry-After is a mistake. */
const LONGEST_PAUSE_MS = 3_600_000;

export function createLimiter({ clock, perSecond, source }: LimiterOptions): Limiter {
  const now = () => clock.now().getTime();
  const waiting: Record<Call['urgency'], Waiting[]> = { interactive: [], background: [] };
  const windows = {
    send: createChatWindows(CHAT_WINDOWS.send),
    read: createChatWindows(CHAT_WINDOWS.read),
  };
  const slots = perSecond === null ? null : createSlots({ clock, perSecond, source });
  let pausedUntil = 0;
  let alarm: AbortController | null = null;

  const chatWait = ({ chat, operation }: Call) => (chat === null ? 0 : windows[operation].wait(chat, now()));
  const everybody = () => [...waiting.interactive, ...waiting.background];
  const nobodyWaits = () => waiting.interactive.length + waiting.background.length === 0;
  const note = ({ chat, operation }: Call) => {
    if (chat !== null) windows[operation].note(chat, now());
  };
  const start = (one: Waiting) => {
    note(one);
    one.go();
  };
  /** Without a limit for the tenant hardly anybody waits: then a place in the queue is most of what a call costs. */
  const isFree = (call: Call) =>
    slots === null && nobodyWaits() && pausedUntil <= now() && chatWait(call) === 0 && !call.signal?.aborted;
  const wakeAfter = (milliseconds: number) => {
    const mine = new AbortController();
    alarm = mine;
    // Only our own alarm aborts it, and whoever did has set another.
    clock.sleep(milliseconds, mine.signal).then(pump, () => undefined);
  };

  /** Starts everybody whose turn has come, and sets the alarm for the next. */
  function pump(): void {
    alarm?.abort();
    alarm = null;
    if (nobodyWaits()) return;
    const pause = pausedUntil - now();
    if (pause > 0) wakeAfter(pause);
    else startAll();
  }

  function startAll(): void {
    let soonest = Number.POSITIVE_INFINITY;
    for (const queue of [waiting.interactive, waiting.background]) {
      // From the front; those whose chat is full stay where they are and let others pass.
      for (let index = 0; index < queue.length; ) {
        const next = queue[index];
        if (next === undefined) break;
        const full = chatWait(next);
        soonest = Math.min(soonest, full || Number.POSITIVE_INFINITY);
        if (full > 0) index += 1;
        else if (slots === null || slots.use()) start(next);
        else {
          waitForSlots();
          return;
        }
      }
    }
    if (soonest < Number.POSITIVE_INFINITY) wakeAfter(soonest);
  }

  function waitForSlots(): void {
    const calls = everybody().reduce((sum, { more = 0 }) => sum + 1 + more, 0);
    slots?.demand(calls, pump, (error) => {
      // The database is away. A handful of answers cannot exceed the rate, and people are told what is the matter.
      for (const one of [...waiting.interactive]) start(one);
      for (const one of [...waiting.background]) one.fail(error);
    });
    const wait = slots?.wait() ?? null;
    if (wait !== null) wakeAfter(wait);
  }

  const refuseImpatient = () => {
    const pause = pausedUntil - now();
    for (const one of everybody()) {
      if (pause > one.patienceMs) one.fail(new TryAgainLater(Math.ceil(pause / 1000), 'Microsoft Teams'));
    }
  };

  return {
    ahead:
      perSecond === null ? Number.POSITIVE_INFINITY : Math.max(1, Math.round((perSecond * AHEAD_MS) / 1000)),
    async take(call) {
      if (isFree(call)) {
        note(call);
        return;
      }
      return new Promise((resolve, reject) => {
        if (call.signal?.aborted) return reject(call.signal.reason);
        const queue = waiting[call.urgency];
        const leave = () => {
          const place = queue.indexOf(one);
          if (place >= 0) queue.splice(place, 1);
          call.signal?.removeEventListener('abort', abort);
        };
        const abort = () => one.fail(call.signal?.reason);
        const one: Waiting = {
          ...call,
          go() {
            leave();
            resolve();
          },
          fail(reason) {
            leave();
            reject(reason);
          },
        };
        call.signal?.addEventListener('abort', abort, { once: true });
        queue.push(one);
        refuseImpatient();
        pump();
      });
    },
    async pause(milliseconds) {
      const length = Math.min(milliseconds, LONGEST_PAUSE_MS);
      pausedUntil = Math.max(pausedUntil, now() + length);
      slots?.pause(pausedUntil);
      refuseImpatient();
      pump();
      if (perSecond !== null) await source.pause(length);
    },
  };
}
