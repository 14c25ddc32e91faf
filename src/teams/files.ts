import { createWriteStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { Campaign } from '../campaign/campaign.ts';
import type { CampaignDesk } from '../campaign/ports.ts';
import type { Notice } from '../cards/notice.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
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
  context: z.object({ campaign: z.guid() }),
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
const CONSENT_CARD = 'application/vnd.microsoft.teams.card.file.consent';
const INFO_CARD = 'application/vnd.microsoft.teams.card.file.info';

export function createFiles(options: {
  readonly campaigns: Pick<CampaignDesk, 'find' | 'export'>;
  readonly messenger: Messenger;
  readonly localOnly: boolean;
  /** Where a file lies while it is written; the system's own place for such files where left out. */
  readonly folder?: string;
  readonly clock: Clock;
  readonly log: Log;
}): Files {
  const { campaigns, messenger, localOnly, clock, log, folder = tmpdir() } = options;
  const stopping = new AbortController();
  const running = new Map<string, Promise<void>>();

  const placeOf = ({ conversation: { id, serviceUrl } }: Turn) => ({ conversationId: id, serviceUrl });
  const tell = (turn: Turn, kind: Kind, cardId: string | null) => {
    const activity = cardActivity(noticeReply({ kind }, turn));
    return cardId === null
      ? messenger.send(placeOf(turn), activity)
      : messenger.update(placeOf(turn), cardId, activity);
  };

  const write = async (campaign: Campaign, to: Upload, turn: Turn) => {
    try {
      const pieces = campaigns.export(campaign.id);
      await spooled({ pieces, folder, signal: stopping.signal }, (file, size) =>
        upload(to.uploadUrl, file, { size, clock, signal: stopping.signal }),
      );
      await messenger.send(placeOf(turn), infoCard(to));
      log.info({ campaignId: campaign.id, personId: turn.askerId }, 'exported');
    } catch (err) {
      log.warn({ err, campaignId: campaign.id }, 'An export did not arrive.');
      await tell(turn, 'export-failed', null);
    }
  };

  return {
    async offer(campaign, rows, turn) {
      await messenger.send(placeOf(turn), consentCard(campaign, rows, turn));
    },
    async answer({ action, context, uploadInfo }, turn, cardId) {
      if (!turn.roles.has('admin')) {
        await messenger.send(placeOf(turn), cardActivity(refusalReply('admin', turn)));
        return;
      }
      if (action === 'decline') return void (await tell(turn, 'export-declined', cardId));
      const campaign = await campaigns.find(context.campaign);
      if (!campaign) return void (await tell(turn, 'campaign-gone', cardId));
      const key = `${turn.askerId} ${campaign.id}`;
      // Pressed on two devices at once.
      if (running.has(key)) return;
      const addresses = uploadInfo ? [uploadInfo.uploadUrl, uploadInfo.contentUrl] : [''];
      if (!uploadInfo || !addresses.every((one) => mayUploadTo(one, { localOnly }))) {
        log.warn(
          { campaignId: campaign.id },
          'An export was to go to a place that is not the organisation’s.',
        );
        return void (await tell(turn, 'export-failed', cardId));
      }
      const done = write(campaign, uploadInfo, turn)
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

type Kind = Extract<Notice['kind'], 'export-failed' | 'export-declined' | 'export-saving' | 'campaign-gone'>;
type Upload = NonNullable<Consent['uploadInfo']>;

/** The place wants to know the size beforehand, and a million rows have no room in memory: through a file of our own. */
async function spooled(
  from: { readonly pieces: AsyncIterable<string>; readonly folder: string; readonly signal: AbortSignal },
  use: (file: Awaited<ReturnType<typeof open>>, size: number) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(from.folder, 'muster-export-'));
  try {
    const path = join(folder, 'export.csv');
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

function consentCard(campaign: Campaign, rows: number, { texts }: Turn): Partial<Activity> {
  const context = { campaign: campaign.id };
  const description = texts.t('export.description', { name: campaign.name });
  return {
    type: 'message',
    summary: description,
    attachments: [
      {
        contentType: CONSENT_CARD,
        name: fileName(campaign.name),
        content: {
          description,
          sizeInBytes: Math.max(1, rows) * BYTES_A_ROW,
          acceptContext: context,
          declineContext: context,
        },
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
