import type { Clock } from '../clock.ts';
import { TryAgainLater } from '../errors.ts';
import { type Ahead, createAhead } from './ahead.ts';
import { type Asked, type Desk, openDesk } from './desk.ts';
import { prepareLetter } from './letter.ts';
import type { Limiter } from './limiter.ts';
import type { Result } from './outcome.ts';
import { createPool } from './pool.ts';
import type {
  Batch,
  BulkSender,
  Campaigns,
  DeliveryJobs,
  DueRow,
  KnownChats,
  Ledger,
  Letter,
  Settlement,
  Verdict,
} from './ports.ts';
import { PATIENCE, type Patience, pauseOf, settlementOf } from './settlement.ts';

export interface DeliverOptions {
  readonly ledger: Ledger;
  readonly campaigns: Campaigns;
  readonly sender: BulkSender;
  readonly limiter: Limiter;
  readonly chats: KnownChats;
  readonly jobs: DeliveryJobs;
  readonly clock: Clock;
  /** Whether people without a chat can be given the app; else what has to be done for that. */
  readonly installation: { readonly possible: true } | { readonly possible: false; readonly detail: string };
  readonly patience?: Patience;
  /** Longer than any call can last. A row that is `sending` for longer has lost its process. */
  readonly callLastsMs?: number;
  /** Messages in flight for one batch: as many as can become `unknown` when the process dies. */
  readonly inFlight?: number;
  readonly random?: () => number;
}

export type Deliver = (batchId: number, signal: AbortSignal) => Promise<void>;

// Two time-outs around a fresh token, and a database that takes its time to save.
const CALL_LASTS_MS = 120_000;
const IN_FLIGHT = 256;
/** Longer pauses of the whole tenant are waited for in the queue, not by a job that does nothing. */
const PATIENCE_MS = 10_000;
const UNSAID_PAUSE_MS = 2_000;
/**
 * How many are asked about at once: as many as are sent in about half a second, within these bounds. The next are
 * asked about half-way, so an answer is hardly ever older than a second when its turn comes.
 */
const ASKED = { least: 8, most: 256, shortMs: 250, longMs: 600 } as const;

/**
 * Sends one batch: the work of one job. It may be run twice, also at the same time, and after it died anywhere: who
 * has begun a row alone may send it, and a row that was begun is never begun again by itself.
 */
export function createDeliver(options: DeliverOptions): Deliver {
  const { ledger, campaigns, jobs, limiter, callLastsMs = CALL_LASTS_MS } = options;
  // One for all batches of the process: what is ready and never sent is what a kill makes unknown for nothing.
  const ahead = createAhead(limiter.ahead);
  return async (batchId, signal) => {
    const batch = await ledger.batch(batchId);
    if (batch === undefined) return;
    const abandoned = await ledger.abandon(batch, callLastsMs);
    if (abandoned.length > 0) await campaigns.settled(batch, abandoned);
    const sending = createSending(batch, { ...options, ahead }, signal);
    await sending.all(await ledger.due(batch));
    if (sending.desk.standing === 'paused' || sending.refused) return;
    if (sending.desk.standing === 'cancelled') {
      const cancelled = await ledger.cancel(batch);
      if (cancelled.length > 0) await campaigns.settled(batch, cancelled);
    }
    // Its end brings the batch back here.
    else if (sending.withoutChat) return jobs.install(batchId);
    const { open, nextInMs } = await ledger.close(batch);
    if (open) await jobs.deliver(batchId, Math.max(sending.pauseMs, nextInMs ?? callLastsMs));
  };
}

function createSending(
  batch: Batch,
  options: DeliverOptions & { readonly ahead: Ahead },
  signal: AbortSignal,
) {
  const { campaigns, sender, limiter, chats, installation, ahead } = options;
  const { patience = PATIENCE, inFlight = IN_FLIGHT, random = Math.random, clock } = options;
  const desk: Desk = openDesk(batch, options);
  const pool = createPool(inFlight);
  const stop = new AbortController();
  const stopped = AbortSignal.any([signal, stop.signal]);
  const letters = new Map<string, Promise<Letter>>();
  const state = { desk, refused: false, withoutChat: false, pauseMs: 0, all };

  const letterFor = (language: string): Promise<Letter> => {
    const known = letters.get(language) ?? campaigns.letterFor(batch, language).then(prepareLetter);
    letters.set(language, known);
    return known;
  };

  async function all(rows: readonly DueRow[]): Promise<void> {
    let size: number = ASKED.least;
    let from = 0;
    const askNext = () => {
      const group = rows.slice(from, from + size);
      from += size;
      return group.length === 0 ? null : answered(desk.ask(group));
    };
    let answer = askNext();
    try {
      while (answer !== null && goesOn()) {
        const began = clock.now().getTime();
        const asked = await answer;
        answer = null;
        for (const [index, one] of asked.entries()) {
          // While the second half is sent, the next are asked about.
          if (index === asked.length >> 1) answer = askNext();
          await ahead.enter();
          if (!goesOn()) {
            ahead.leave();
            break;
          }
          await pool.start(() => deliver(one, asked.length - index - 1));
        }
        size = nextSize(size, clock.now().getTime() - began);
      }
    } finally {
      if (!goesOn()) stop.abort();
      // Whatever stopped the others: who is being sent to is still settled, and no question is left open.
      await answer?.catch(() => undefined);
      await pool.ended();
    }
  }

  const goesOn = () =>
    desk.standing === 'running' && !state.refused && state.pauseMs === 0 && !pool.failed && !stopped.aborted;

  async function deliver(asked: Asked, more: number): Promise<void> {
    const { address } = asked.row;
    const begun = await prepare(asked, more).finally(ahead.leave);
    if (begun === null || address === null) return;
    const { row, body } = begun;
    const result = await sender.post(address, body).catch(
      (error: Error): Result => ({
        kind: 'again',
        afterMs: null,
        wholeTenant: false,
        detail: error.message,
      }),
    );
    await conclude(row, result);
  }

  /**
   * Everything before the POST. The row is marked first and then waits for its turn, not the other way round: what
   * the database takes would otherwise push calls together that were let through one by one. Null: no POST.
   */
  async function prepare(asked: Asked, more: number): Promise<{ row: DueRow; body: string } | null> {
    const { verdict } = asked;
    if (verdict.kind !== 'send' || asked.row.address === null) {
      await (verdict.kind === 'send' ? withoutChat(asked.row) : end(asked.row, verdict));
      return null;
    }
    const letter = await letterFor(asked.row.language);
    // Before the row is marked: a letter that cannot be filled must not make people unknown.
    const body = letter.fill(verdict.values);
    if (!goesOn() || !(await desk.begin(asked.row))) return null;
    const row = { ...asked.row, attempt: asked.row.attempt + 1 };
    const now = await lastWord(asked, asked.row.address.conversationId, more).catch(
      async (error: unknown) => {
        // Nothing has left: left marked, they would be taken for somebody who may have got it. The first error counts.
        await desk.settle(row, notYet(row)).catch(() => undefined);
        throw error;
      },
    );
    if (now?.kind === 'send' && goesOn()) {
      return { row, body: now === verdict ? body : letter.fill(now.values) };
    }
    if (now === null || now.kind === 'send') await desk.settle(row, notYet(row));
    else await end(row, now);
    return null;
  }

  /** What holds when the turn has come; null: it does not come. */
  const lastWord = async (asked: Asked, chat: string, more: number): Promise<Verdict | null> =>
    (await hasTurn(chat, more)) ? desk.renewed(asked) : null;

  const end = (row: DueRow, verdict: Exclude<Verdict, { kind: 'send' }>) =>
    desk.settle(row, withoutPost(row, verdict.kind, verdict.kind === 'cancelled' ? verdict.detail : null));

  /** False: sending stops before the turn has come. */
  async function hasTurn(chat: string, more: number): Promise<boolean> {
    const began = clock.now().getTime();
    try {
      await limiter.take({
        chat,
        more,
        operation: 'send',
        urgency: 'background',
        patienceMs: PATIENCE_MS,
        signal: stopped,
      });
      ahead.waited(clock.now().getTime() - began);
      return goesOn();
    } catch (error) {
      if (stopped.aborted) return false;
      if (!(error instanceof TryAgainLater)) throw error;
      state.pauseMs = Math.max(state.pauseMs, error.seconds * 1000);
      return false;
    }
  }

  async function conclude(row: DueRow, result: Result): Promise<void> {
    const how = { patience, canInstall: installation.possible, random: random() };
    const { settlement, forgetChat } = settlementOf(row, result, how);
    if (result.kind === 'again' && result.wholeTenant) {
      await limiter.pause(result.afterMs ?? Math.max(UNSAID_PAUSE_MS, pauseOf(1, how)));
    }
    if (forgetChat && row.address !== null) await chats.forget(row.address.conversationId);
    await desk.settle(row, settlement);
    if (settlement.state === 'refused' && !state.refused) {
      state.refused = true;
      stop.abort();
      await campaigns.refused(batch, settlement.detail ?? '');
    }
  }

  async function withoutChat(row: DueRow): Promise<void> {
    if (installation.possible && !row.installationTried) {
      state.withoutChat = true;
      return;
    }
    const detail = installation.possible ? 'no chat could be opened' : installation.detail;
    await desk.settle(row, withoutPost(row, 'not-installed', detail));
  }

  return state;
}

/** Awaited later: until then nobody else hears that it failed. */
function answered<Answer>(answer: Promise<Answer>): Promise<Answer> {
  answer.catch(() => undefined);
  return answer;
}

function withoutPost(
  row: DueRow,
  state: 'superseded' | 'cancelled' | 'not-installed',
  detail: string | null,
): Settlement {
  return { seq: row.seq, attempt: row.attempt, state, detail, conversationId: null, activityId: null };
}

/** Marked, and stopped before its POST: nothing has left, and whoever goes on begins it again. */
function notYet({ seq, attempt, doubt }: DueRow): Settlement {
  return { seq, attempt, state: 'planned', dueInMs: 0, detail: null, doubt };
}

function nextSize(size: number, tookMs: number): number {
  if (tookMs > ASKED.longMs) return Math.max(ASKED.least, Math.floor(size / 2));
  return tookMs < ASKED.shortMs ? Math.min(ASKED.most, size * 2) : size;
}
