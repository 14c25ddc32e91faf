import type { Clock } from '../clock.ts';
import { TryAgainLater, Unavailable } from '../errors.ts';
import { openDesk } from './desk.ts';
import type { Limiter } from './limiter.ts';
import { createPool } from './pool.ts';
import type {
  Campaigns,
  DeliveryJobs,
  DueRow,
  Installer,
  KnownChats,
  Ledger,
  PersonalChats,
} from './ports.ts';

export interface InstallOptions {
  readonly ledger: Ledger;
  readonly campaigns: Campaigns;
  readonly installer: Installer;
  readonly personalChats: PersonalChats;
  readonly chats: KnownChats;
  readonly limiter: Limiter;
  readonly jobs: DeliveryJobs;
  readonly clock: Clock;
  /** Where Teams is asked for a chat while nobody of the tenant is known yet. */
  readonly firstServiceUrl: string;
}

export type Install = (batchId: number, signal: AbortSignal) => Promise<void>;

/** Graph takes thirty installations a second, of which some are kept for questions of people. */
const AT_ONCE = 20;
const PATIENCE_MS = 10_000;
const ASKED = 25;
/** Somebody whose call gets no answer holds up nobody else; their own turn comes again after this. */
const SILENT_FOR_MS = 10 * 60_000;

type Missing =
  /** It was said why, and asking again would say the same. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** Nothing was said. */
  | { readonly kind: 'silent'; readonly detail: string };

/**
 * Gives the app to those of a batch who have no chat with the bot, opens the chats and hands the batch back. Both
 * steps may be repeated: an app that is installed stays so, and a chat that exists is found instead of made.
 */
export function createInstall(options: InstallOptions): Install {
  const { ledger, installer, personalChats, chats, limiter, jobs } = options;

  /** Null: the chat is there. Else why not. */
  const reach = async (row: DueRow, signal: AbortSignal): Promise<Missing | null> => {
    const installed = await installer.install(row.personId).catch((error: unknown) => {
      if (error instanceof Unavailable) return { kind: 'silent', detail: error.message } as const;
      throw error;
    });
    if (installed.kind !== 'installed') return installed;
    await limiter.take({
      chat: null,
      operation: 'send',
      urgency: 'background',
      patienceMs: PATIENCE_MS,
      signal,
    });
    const serviceUrl = (await chats.anyServiceUrl()) ?? options.firstServiceUrl;
    const opened = await personalChats.open(row.personId, serviceUrl);
    if (opened.kind === 'open') {
      await chats.remember(row.personId, opened.address);
      return null;
    }
    if (opened.kind === 'refused') return { kind: 'refused', detail: opened.detail };
    if (opened.kind === 'unknown' || !opened.wholeTenant) return { kind: 'silent', detail: opened.detail };
    const pauseMs = opened.afterMs ?? 5_000;
    await limiter.pause(pauseMs);
    throw new TryAgainLater(Math.ceil(pauseMs / 1000), 'Microsoft Teams');
  };

  return async (batchId, signal) => {
    const batch = await ledger.batch(batchId);
    if (batch === undefined) return;
    const due = await ledger.due(batch);
    const rows = due.filter(({ address, installationTried }) => address === null && !installationTried);
    const desk = openDesk(batch, options);
    for (let from = 0; from < rows.length && !signal.aborted; from += ASKED) {
      const asked = await desk.ask(rows.slice(from, from + ASKED));
      if (desk.standing !== 'running') break;
      const tried: number[] = [];
      const pool = createPool(AT_ONCE);
      for (const { row } of asked.filter(({ verdict }) => verdict.kind === 'send')) {
        await pool.start(async () => {
          const missing = await reach(row, signal);
          if (missing?.kind === 'silent') return desk.settle(row, later(row, missing.detail));
          tried.push(row.seq);
          if (missing !== null) await desk.settle(row, notInstalled(row, missing.detail));
        });
      }
      // What was done is kept even where one of them has failed.
      await pool.ended().finally(() => ledger.markInstallationTried(batch, tried));
    }
    await jobs.deliver(batchId, 0);
  };
}

function notInstalled(row: DueRow, detail: string) {
  const { seq, attempt } = row;
  return { seq, attempt, state: 'not-installed', detail, conversationId: null, activityId: null } as const;
}

function later({ seq, attempt, doubt }: DueRow, detail: string) {
  return { seq, attempt, state: 'planned', dueInMs: SILENT_FOR_MS, detail, doubt } as const;
}
