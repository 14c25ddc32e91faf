import type { Clock } from '../clock.ts';
import { KnownError, TryAgainLater, Unavailable } from '../errors.ts';
import type { AudienceQuestion } from './audience.ts';
import { groupsOf, questionOf } from './audience.ts';
import type { Campaign } from './campaign.ts';
import type { AudienceReader, RosterDesk } from './desk-ports.ts';
import type { DeskSettings } from './dry-run.ts';
import { type CampaignEvent, MUSTER } from './life-cycle.ts';
import { FRESH_MS } from './roster.ts';
import { createTally } from './tally.ts';

/** What the start of a campaign changes. Implemented in store/ and app/campaign-desk.ts. */
export interface StartingStore {
  campaign(id: string): Promise<Campaign | undefined>;
  /** Whether its recipients are being made, and whether all of them are. */
  made(id: string): Promise<{ readonly begun: boolean; readonly made: boolean }>;
  /** The next piece, exactly once. `stopped`: it does not run any more. */
  makeSome(campaign: Campaign, question: AudienceQuestion, now: Date): Promise<'more' | 'made' | 'stopped'>;
  /** Why nothing happens though it runs. */
  setTrouble(id: string, trouble: string | null): Promise<unknown>;
  /** Where somebody else was faster it is theirs to follow up. */
  happen(campaign: Campaign, event: CampaignEvent): Promise<void>;
  /** Takes the first step of the calendar, with what follows from it. */
  announce(id: string): Promise<void>;
}

export interface StartingOptions {
  readonly store: StartingStore;
  readonly audience: Pick<AudienceReader, 'tally'>;
  readonly roster: RosterDesk;
  readonly settings: DeskSettings;
  /** Names those of the recipients who have registered since the report was written. */
  readonly registeredLately: () => Promise<void>;
  readonly clock: Clock;
}

const WAIT_SECONDS = 10;

/**
 * Makes the recipients of a campaign that has begun to run, a piece at a time. Whoever dies over it, or is paused, is
 * gone on for. False: there is nothing to be made.
 */
export async function makeRecipients(
  id: string,
  options: StartingOptions,
  signal: AbortSignal,
): Promise<boolean> {
  const { store, clock } = options;
  const campaign = await store.campaign(id);
  if (campaign?.state !== 'running') return false;
  const { begun } = await store.made(id);
  if (!begun && !(await mayBegin(campaign, options))) return false;
  const question = questionOf(campaign, options.settings);
  let made = await store.makeSome(campaign, question, clock.now());
  while (made === 'more') {
    signal.throwIfAborted();
    made = await store.makeSome(campaign, question, clock.now());
  }
  if (made === 'stopped') return false;
  await options.registeredLately().catch((error: unknown) => {
    // Where waiting does not help, the check before each send stops the campaign and says why.
    if (!(error instanceof KnownError) || error instanceof TryAgainLater || error instanceof Unavailable)
      throw error;
  });
  await store.announce(id);
  return true;
}

/** Only from a roster that is fresh, and only as many as were agreed to. */
async function mayBegin(campaign: Campaign, options: StartingOptions): Promise<boolean> {
  const { store, roster, audience, clock } = options;
  const question = questionOf(campaign, options.settings);
  const groups = groupsOf(question);
  const { asOf, trouble } = await roster.status(groups);
  if (asOf === null || clock.now().getTime() - asOf.getTime() >= FRESH_MS) {
    await store.setTrouble(campaign.id, trouble);
    await roster.refresh(groups);
    throw new TryAgainLater(WAIT_SECONDS, 'The reading of the directory');
  }
  await store.setTrouble(campaign.id, null);
  if (campaign.approvedBy !== null) return true;
  const tally = createTally();
  for await (const rows of audience.tally(question)) tally.add(rows);
  const { recipients } = tally;
  if (recipients <= campaign.approvalAbove) return true;
  const now = await store.campaign(campaign.id);
  if (now !== undefined) await store.happen(now, { kind: 'outgrow', by: MUSTER, recipients });
  return false;
}
