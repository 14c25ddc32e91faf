import { createWriteStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { CampaignDesk } from '../campaign/ports.ts';
import type { Notice } from '../cards/notice.ts';
import type { Texts } from '../cards/texts.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { PLAN_FILES, type PlanFile } from '../rollout/plan-ports.ts';
import type { InboundActivity } from './activity.ts';
import { cardActivity } from './invoke.ts';
import type { Messenger } from './messenger.ts';
import { noticeReply, refusalReply } from './replies.ts';
import type { FileOffers, Turn } from './turn.ts';
import { mayUploadTo, upload } from './upload.ts';

/** What somebody answered who was asked whether a file may be saved. */
export type Consent = z.infer<typeof consent>;

const address = z.string().max(8_192);
const consent = z.object({
  action: z.enum(['accept', 'decline']),
  context: z.union([
    z.object({ campaign: z.guid() }),
    z.object({ plan: z.guid(), as: z.enum(PLAN_FILES) }),
    z.object({ register: z.literal('exceptions') }),
    z.object({ report: z.literal('validation') }),
  ]),
  uploadInfo: z
    .object({
      contentUrl: address,
      uploadUrl: address,
      name: z.string().max(400),
      uniqueId: z.string().max(200),
      fileType: z.string().max(50).optional(),
    })
    .optional(),
});

/** Null: this is something else. */
export function readConsent(activity: InboundActivity): Consent | null {
  if (activity.type !== 'invoke' || activity.name !== 'fileConsent/invoke') return null;
  return consent.safeParse(activity.value).data ?? null;
}

export interface Files extends FileOffers {
  /** Writes the file if it may be saved; goes on after the answer is given. */
  answer(given: Consent, turn: Turn, cardId: string | null): Promise<void>;
  /** Stops what is being written; waits for it to say so, not longer than that. */
  finish(boundMs: number): Promise<void>;
}

/** A line of the file; the size is shown to whoever is asked, and nothing depends on it. */
const BYTES_A_ROW = 180;
const PLAN_BYTES = 4_000;
const REPORT_BYTES = 20_000;
const EXTENSIONS: Readonly<Record<PlanFile, string>> = { markdown: 'md', calendar: 'ics' };
const CONSENT_CARD = 'application/vnd.microsoft.teams.card.file.consent';
const INFO_CARD = 'application/vnd.microsoft.teams.card.file.info';

/** What there is to save, as it is when it is saved. */
export interface FileSources {
  readonly campaigns: Pick<CampaignDesk, 'find' | 'export'>;
  /** The plan's file in the language of these texts; undefined: there is no such plan any more. */
  readonly planFile: (planId: string, as: PlanFile, texts: Texts) => Promise<string | undefined>;
  /** The register of exceptions as CSV, piece by piece. */
  readonly exceptionsFile: () => AsyncIterable<string>;
  /** The report on the end of the rollout as a page to print, in the language of these texts. */
  readonly validationFile: (texts: Texts) => AsyncIterable<string>;
}

export function createFiles(
  options: FileSources & {
    readonly messenger: Messenger;
    readonly localOnly: boolean;
    /** Where a file lies while it is written; the system's own place for such files where left out. */
    readonly folder?: string;
    readonly clock: Clock;
    readonly log: Log;
  },
): Files {
  const {
    campaigns,
    planFile,
    exceptionsFile,
    validationFile,
    messenger,
    localOnly,
    clock,
    log,
    folder = tmpdir(),
  } = options;
  const stopping = new AbortController();
  const running = new Map<string, Promise<void>>();

  const placeOf = ({ conversation: { id, serviceUrl } }: Turn) => ({ conversationId: id, serviceUrl });
  const tell = (turn: Turn, kind: Kind, cardId: string | null) => {
    const activity = cardActivity(noticeReply({ kind }, turn));
    return cardId === null
      ? messenger.send(placeOf(turn), activity)
      : messenger.update(placeOf(turn), cardId, activity);
  };

  /** What the answer is about, as it is now. */
  const open = async (context: Consent['context'], { texts }: Turn): Promise<Saved | Kind> => {
    if ('campaign' in context) {
      const campaign = await campaigns.find(context.campaign);
      if (!campaign) return 'campaign-gone';
      return { about: { campaignId: campaign.id }, pieces: () => campaigns.export(campaign.id) };
    }
    if ('register' in context) return { about: context, pieces: exceptionsFile };
    if ('report' in context) return { about: context, pieces: () => validationFile(texts) };
    const text = await planFile(context.plan, context.as, texts);
    if (text === undefined) return 'plan-gone';
    return { about: { planId: context.plan, as: context.as }, pieces: () => [text] };
  };

  const write = async ({ about, pieces }: Saved, to: Upload, turn: Turn) => {
    try {
      await spooled({ pieces: pieces(), folder, signal: stopping.signal }, (file, size) =>
        upload(to.uploadUrl, file, { size, clock, signal: stopping.signal }),
      );
      await messenger.send(placeOf(turn), infoCard(to));
      log.info({ ...about, personId: turn.askerId }, 'exported');
    } catch (err) {
      log.warn({ err, ...about }, 'An export did not arrive.');
      await tell(turn, 'export-failed', null);
    }
  };

  return {
    async offer(campaign, rows, turn) {
      const description = turn.texts.t('export.description', { name: campaign.name });
      const about = { context: { campaign: campaign.id }, name: fileName(campaign.name) };
      const bytes = Math.max(1, rows) * BYTES_A_ROW;
      await messenger.send(placeOf(turn), consentCard({ ...about, description, bytes }));
    },
    async offerPlan(planId, as, turn) {
      const description = turn.texts.t(`export.plan-${as}`);
      const about = { context: { plan: planId, as }, name: `rollout-plan.${EXTENSIONS[as]}` };
      await messenger.send(placeOf(turn), consentCard({ ...about, description, bytes: PLAN_BYTES }));
    },
    async offerExceptions(rows, turn) {
      const description = turn.texts.t('export.exceptions');
      const about = { context: { register: 'exceptions' }, name: 'exceptions.csv' } as const;
      const bytes = Math.max(1, rows) * BYTES_A_ROW;
      await messenger.send(placeOf(turn), consentCard({ ...about, description, bytes }));
    },
    async offerValidation(turn) {
      const description = turn.texts.t('export.validation');
      const about = { context: { report: 'validation' }, name: 'rollout-validation.html' } as const;
      await messenger.send(placeOf(turn), consentCard({ ...about, description, bytes: REPORT_BYTES }));
    },
    async answer({ action, context, uploadInfo }, turn, cardId) {
      if (!turn.roles.has('admin')) {
        await messenger.send(placeOf(turn), cardActivity(refusalReply('admin', turn)));
        return;
      }
      if (action === 'decline') return void (await tell(turn, 'export-declined', cardId));
      const saved = await open(context, turn);
      if (typeof saved === 'string') return void (await tell(turn, saved, cardId));
      const key = [turn.askerId, ...Object.values(context)].join(' ');
      // Pressed on two devices at once.
      if (running.has(key)) return;
      const addresses = uploadInfo ? [uploadInfo.uploadUrl, uploadInfo.contentUrl] : [''];
      if (!uploadInfo || !addresses.every((one) => mayUploadTo(one, { localOnly }))) {
        log.warn(saved.about, 'An export was to go to a place that is not the organisation’s.');
        return void (await tell(turn, 'export-failed', cardId));
      }
      const done = write(saved, uploadInfo, turn)
        .catch((err: unknown) => log.warn({ err }, 'The end of an export could not be told.'))
        .finally(() => running.delete(key));
      running.set(key, done);
      await tell(turn, 'export-saving', cardId);
    },
    async finish(boundMs) {
      stopping.abort();
      const soon = new AbortController();
      const bound = clock.sleep(boundMs, soon.signal).catch(() => undefined);
      await Promise.race([Promise.all(running.values()), bound]);
      soon.abort();
    },
  };
}

type Kind = Extract<
  Notice['kind'],
  'export-failed' | 'export-declined' | 'export-saving' | 'campaign-gone' | 'plan-gone'
>;
type Upload = NonNullable<Consent['uploadInfo']>;

interface Saved {
  /** For the log. */
  readonly about: Readonly<Record<string, string>>;
  pieces(): AsyncIterable<string> | Iterable<string>;
}

/** The place wants to know the size beforehand, and a million rows have no room in memory: through a file of our own. */
async function spooled(
  from: {
    readonly pieces: ReturnType<Saved['pieces']>;
    readonly folder: string;
    readonly signal: AbortSignal;
  },
  use: (file: Awaited<ReturnType<typeof open>>, size: number) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(from.folder, 'muster-export-'));
  try {
    const path = join(folder, 'export');
    await pipeline(Readable.from(from.pieces), createWriteStream(path, { mode: 0o600 }), {
      signal: from.signal,
    });
    const file = await open(path);
    try {
      const { size } = await file.stat();
      await use(file, size);
    } finally {
      await file.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function consentCard(about: {
  readonly context: Consent['context'];
  readonly name: string;
  readonly description: string;
  readonly bytes: number;
}): Partial<Activity> {
  const { context, name, description, bytes } = about;
  return {
    type: 'message',
    summary: description,
    attachments: [
      {
        contentType: CONSENT_CARD,
        name,
        content: { description, sizeInBytes: bytes, acceptContext: context, declineContext: context },
      },
    ],
  };
}

function infoCard({ contentUrl, name, uniqueId, fileType = 'csv' }: Upload): Partial<Activity> {
  return {
    type: 'message',
    attachments: [{ contentType: INFO_CARD, contentUrl, name, content: { uniqueId, fileType } }],
  };
}

/** As OneDrive takes it. */
function fileName(name: string): string {
  const safe = name
    .replace(/[\p{Cc}"*:<>?/\\|#%~&{}]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, 60);
  return `${safe.replace(/^\.+|\.+$/g, '') || 'campaign'}.csv`;
}
