/** Calls and milliseconds. */
export type ChatWindow = readonly [calls: number, milliseconds: number];

const HOUR_MS = 3_600_000;
/** Not with each call: on its way to the oldest chat a map passes every place that was set anew. */
const FORGET_EVERY_MS = 60_000;

/** Teams' limits of one bot in one chat: sending to it or creating it, and reading its members. */
export const CHAT_WINDOWS: Readonly<Record<'send' | 'read', readonly ChatWindow[]>> = {
  send: [
    [7, 1_000],
    [8, 2_000],
    [60, 30_000],
    [1_800, HOUR_MS],
  ],
  read: [
    [14, 1_000],
    [16, 2_000],
    [120, 30_000],
    [3_600, HOUR_MS],
  ],
};

export interface ChatWindows {
  /** Milliseconds until this chat takes one more call; 0 when it does now. */
  wait(chat: string, now: number): number;
  note(chat: string, now: number): void;
}

/**
 * Kept by each process for itself, without asking the database: who writes often to one chat is one process (a
 * progress card, an answer), and what several write to one person in a second stays far below seven.
 */
export function createChatWindows(windows: readonly ChatWindow[]): ChatWindows {
  const calls = new Map<string, number[]>();
  const most = Math.max(...windows.map(([count]) => count));
  let forgottenAt = Number.NEGATIVE_INFINITY;

  const forgetOld = (now: number) => {
    if (now - forgottenAt < FORGET_EVERY_MS) return;
    forgottenAt = now;
    for (const [chat, times] of calls) {
      if ((times.at(-1) ?? 0) > now - HOUR_MS) break;
      calls.delete(chat);
    }
  };
  return {
    wait(chat, now) {
      const times = calls.get(chat);
      if (times === undefined) return 0;
      let wait = 0;
      for (const [count, milliseconds] of windows) {
        const earliest = times[times.length - count];
        if (earliest !== undefined) wait = Math.max(wait, earliest + milliseconds - now);
      }
      return wait;
    },
    note(chat, now) {
      const times = calls.get(chat) ?? [];
      times.push(now);
      if (times.length > most) times.shift();
      // Set anew, so that the chats stand in the order of their last call and the old ones are found at the front.
      calls.delete(chat);
      calls.set(chat, times);
      forgetOld(now);
    },
  };
}
