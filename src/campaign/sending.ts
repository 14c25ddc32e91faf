import type { Clock } from '../clock.ts';
import type { Campaigns, Recheck, Settled, Verdict, Wave } from '../delivery/ports.ts';
import { KnownError, TryAgainLater, Unavailable } from '../errors.ts';
import type { BulkDirectory } from '../people/ports.ts';
import { type Campaign, type Recipient, WAVES, type WaveName } from './campaign.ts';
import type { Excluded } from './excluded.ts';
import { meetsGoal } from './goal.ts';
import type { Looking } from './looking.ts';
import type { News } from './news.ts';
import type { RecipientChange } from './recipient.ts';
import type { RecipientNow, RunningJobs, RunningStore } from './running.ts';

/** The card of a wave in one language; everything that is one person's is a slot of delivery/letter.ts. */
export interface Letters {
  draw(campaign: Campaign, wave: WaveName, language: string): Promise<object>;
  /** What fills the slots. */
  valuesFor(recipient: Recipient): Readonly<Record<string, string>>;
}

export interface SendingOptions {
  readonly store: RunningStore;
  readonly directory: Pick<BulkDirectory, 'standingOf'>;
  readonly excluded: Excluded;
  readonly news: Pick<News, 'refresh'>;
  readonly looking: Pick<Looking, 'lookBefore'>;
  readonly letters: Letters;
  readonly jobs: RunningJobs;
  /** Says to the administrators that nothing is sent any more. */
  readonly tellTrouble: (campaignId: string) => Promise<void>;
  readonly clock: Clock;
}

/**
 * So few are read themselves before they are sent to, because that shows what they did a minute ago. Graph takes five
 * such requests in ten seconds, so for more than that the log of registrations has to do.
 */
const READ_AT_MOST = 10;

/** What somebody who asked to be reminded gets: a wave for each time, because nobody gets one wave twice. */
export function snoozeWave(snoozes: number): string {
  return `snoozed-${snoozes}`;
}

/** The wave whose text it is. */
export function waveOf(wave: string): WaveName {
  return WAVES.find((name) => name === wave) ?? 'reminder';
}

/** What delivery asks of a campaign and tells it. */
export function createSending(options: SendingOptions): Campaigns {
  const { store, directory, news, looking, letters, jobs, clock } = options;

  /** Nothing is sent to people whose state cannot be read; where waiting does not help, an administrator must hear it. */
  const recheck = async (wave: Wave, personIds: readonly string[]): Promise<Recheck> => {
    const campaign = await store.campaign(wave.campaignId);
    const standing = standingOf(campaign);
    if (campaign === undefined || standing !== 'running') return { standing, verdicts: new Map() };
    try {
      return await judge(campaign, wave, personIds);
    } catch (error) {
      if (!(error instanceof KnownError) || passesByItself(error)) throw error;
      await stop(campaign.id, `${error.message} ${error.hint}`);
      return { standing: 'paused', verdicts: new Map() };
    }
  };

  const stop = async (campaignId: string, trouble: string) => {
    if (!(await store.pauseFor(campaignId, trouble, clock.now()))) return;
    await jobs.changed(campaignId);
    await options.tellTrouble(campaignId);
  };

  const judge = async (campaign: Campaign, wave: Wave, personIds: readonly string[]): Promise<Recheck> => {
    await news.refresh();
    const recipients = await store.recipients(campaign.id, personIds, clock.now());
    const verdicts = new Map<string, Verdict>();
    const asked: RecipientNow[] = [];
    for (const recipient of recipients) {
      const verdict = ofState(recipient, wave, clock.now());
      if (verdict === null) asked.push(recipient);
      else verdicts.set(recipient.personId, verdict);
    }
    const [accounts, excluded, left] = await Promise.all([
      directory.standingOf(asked.map(({ personId }) => personId)),
      options.excluded.of(campaign),
      store.leftOf(wave),
    ]);
    let reads = 0;
    for (const recipient of asked) {
      const { personId, userPrincipalName, lookDue } = recipient;
      const account = accounts.get(personId) ?? 'gone';
      const because = account === 'enabled' ? excluded.reasonFor(personId, userPrincipalName) : account;
      if (because !== null) verdicts.set(personId, cancelled(because));
      else {
        const mayRead = (lookDue || left <= READ_AT_MOST) && reads < READ_AT_MOST;
        if (mayRead) reads += 1;
        verdicts.set(personId, mayRead ? await ownMethods(campaign, recipient) : unread(recipient));
      }
    }
    // Asked last: whatever was waited for, a pause meanwhile holds.
    return { standing: standingOf(await store.campaign(campaign.id)), verdicts };
  };

  /**
   * The log names them. Whether what they registered meets the goal cannot be read in time, and a card to somebody
   * who has done it is worse than none: the next wave reaches those who have not.
   */
  const unread = (recipient: RecipientNow): Verdict =>
    recipient.lookDue ? { kind: 'superseded' } : { kind: 'send', values: letters.valuesFor(recipient) };

  const ownMethods = async (campaign: Campaign, recipient: RecipientNow): Promise<Verdict> => {
    try {
      const seen = await looking.lookBefore(recipient.personId);
      if (seen === 'gone') return cancelled('gone');
      return meetsGoal(campaign.goal, seen)
        ? { kind: 'superseded' }
        : unread({ ...recipient, lookDue: false });
    } catch (error) {
      // Busy or away: the log has the last word then.
      if (error instanceof KnownError) return unread(recipient);
      throw error;
    }
  };

  return {
    recheck,
    async letterFor({ campaignId, wave }, language) {
      const campaign = await store.campaign(campaignId);
      if (campaign === undefined) throw new Error(`There is no campaign ${campaignId}.`);
      return { activity: await letters.draw(campaign, waveOf(wave), language) };
    },
    async settled({ campaignId }, rows) {
      const at = clock.now();
      const byPerson = new Map(rows.map((row) => [row.personId, row]));
      await store.change(
        campaignId,
        [...byPerson.keys()],
        (recipient) => afterDelivery(recipient, byPerson.get(recipient.personId), at),
        at,
      );
      const arrived = rows.filter(({ activityId }) => activityId !== null).map(({ personId }) => personId);
      if ((await store.ungreen(campaignId, arrived)) > 0) await jobs.green(campaignId);
      await jobs.changed(campaignId);
    },
    refused: ({ campaignId }, detail) =>
      stop(campaignId, detail === '' ? 'Microsoft Teams refuses the bot.' : detail),
  };
}

function passesByItself(error: KnownError): boolean {
  return error instanceof TryAgainLater || error instanceof Unavailable;
}

function standingOf(campaign: Campaign | undefined): Recheck['standing'] {
  if (campaign === undefined) return 'cancelled';
  if (campaign.state === 'running') return campaign.trouble === null ? 'running' : 'paused';
  return campaign.state === 'completed' || campaign.state === 'cancelled' ? 'cancelled' : 'paused';
}

/** Reasons for which somebody is no recipient any more; as they stand beside their name. */
const LEFT = ['disabled', 'gone', 'excluded-group', 'campaign-group', 'break-glass'] as const;

function cancelled(detail: string): Verdict {
  return { kind: 'cancelled', detail };
}

/** Null: nothing that they did speaks against sending. */
function ofState({ state, snoozedUntil }: Recipient, { wave }: Wave, now: Date): Verdict | null {
  if (state === 'registered') return { kind: 'superseded' };
  if (state === 'left' || state === 'not-registered') return cancelled(state);
  if (state === 'snoozed' && snoozedUntil !== null && snoozedUntil > now) return cancelled('snoozed');
  // Somebody of the helpdesk is with them; before it is too late they hear of it all the same.
  if (state === 'asked' && wave !== 'last-call') return cancelled('case-open');
  return null;
}

/** Null: where they are, they stay. Told twice, the second changes nothing that they did in between. */
function afterDelivery(recipient: Recipient, row: Settled | undefined, at: Date): RecipientChange | null {
  const { personId, state, snoozedUntil } = recipient;
  if (row === undefined) return null;
  const to = (next: RecipientChange['to'], reason: string | null) => ({ personId, to: next, reason });
  switch (row.outcome) {
    case 'sent':
    // It may have arrived: nobody is called out of reach for that, and the reason tells whoever wants to know.
    case 'unknown': {
      const slept = state === 'snoozed' && (snoozedUntil === null || snoozedUntil <= at);
      if (state !== 'waiting' && state !== 'unreachable' && !slept) return null;
      return to('told', row.outcome === 'unknown' ? 'unknown' : null);
    }
    case 'superseded':
      return null;
    case 'cancelled': {
      const reason = LEFT.find((known) => known === row.detail);
      return reason === undefined ? null : to('left', reason);
    }
    default:
      return state === 'waiting' ? to('unreachable', row.outcome) : null;
  }
}
