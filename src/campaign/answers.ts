import type { Clock } from '../clock.ts';
import { KnownError } from '../errors.ts';
import { REGISTRATION_STATES, type RegistrationState } from '../people/registration.ts';
import { type Campaign, type Recipient, SNOOZES_AT_MOST } from './campaign.ts';
import { meetsGoal } from './goal.ts';
import { LOOK_AGAIN_MS, type Looking } from './looking.ts';
import type { CaseKind, PersonAnswer, PersonDesk, Snooze } from './ports.ts';
import type { Looks, RunningJobs, RunningStore } from './running.ts';
import { snoozesFor, snoozeUntil } from './snoozing.ts';

export interface AnswersOptions {
  readonly store: RunningStore & CaseStore;
  readonly looks: Pick<Looks, 'pressed'>;
  readonly looking: Pick<Looking, 'look'>;
  readonly jobs: RunningJobs;
  readonly helpdesk: {
    /** Whether there is anybody whom a case would reach. */
    canBeReached(): Promise<boolean>;
  };
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface CaseStore {
  /** The newest that nobody has closed. */
  openCase(campaignId: string, personId: string): Promise<CaseKind | null>;
  /** Opens it and has the helpdesk told. False: one of its kind is open already. */
  openNew(one: {
    readonly id: string;
    readonly campaignId: string;
    readonly personId: string;
    readonly kind: CaseKind;
    readonly words: string | null;
    readonly openedAt: Date;
  }): Promise<boolean>;
}

/** One line that fits a card, and holds nothing that could pass for more than one. */
const WORDS_AT_MOST = 300;

/** What recipients do with their cards. Nothing that a button says is believed but which campaign is meant. */
export function createAnswers(options: AnswersOptions): PersonDesk {
  const { store, looks, looking, jobs, clock } = options;

  /** Undefined: the campaign does not go on, or this is none of its recipients. */
  const find = async (personId: string, campaignId: string) => {
    const campaign = await store.campaign(campaignId);
    if (campaign?.state !== 'running' && campaign?.state !== 'paused') return undefined;
    const [recipient] = await store.recipients(campaignId, [personId.toLowerCase()], clock.now());
    if (recipient === undefined || recipient.state === 'left') return undefined;
    return { campaign, recipient };
  };

  const offered = ({ calendar }: Campaign, { snoozes, timeZone, state }: Recipient) =>
    snoozes >= SNOOZES_AT_MOST || state === 'registered' ? [] : snoozesFor(calendar, timeZone, clock.now());

  const openCase = async (
    personId: string,
    campaignId: string,
    about: { readonly kind: CaseKind; readonly words: string | null },
  ): Promise<PersonAnswer> => {
    const found = await find(personId, campaignId);
    if (found === undefined) return { kind: 'over' };
    const { recipient } = found;
    if (recipient.state === 'registered') return registeredAs(recipient);
    const reachedHelpdesk = await options.helpdesk.canBeReached();
    const one = { id: options.newId(), campaignId, personId: recipient.personId, ...about };
    const isNew = await store.openNew({ ...one, openedAt: clock.now() });
    // Also where it was open already: whoever opened it may have died before this.
    await store.change(
      campaignId,
      [recipient.personId],
      ({ personId: id }) => ({ personId: id, to: 'asked', reason: about.kind }),
      clock.now(),
    );
    await jobs.changed(campaignId);
    if (!isNew) return { kind: 'case-open-already', caseKind: about.kind };
    return { kind: 'case-opened', caseKind: about.kind, reachedHelpdesk };
  };

  return {
    async standing(personId, campaignId) {
      const found = await find(personId, campaignId);
      if (found === undefined) return undefined;
      const { campaign, recipient } = found;
      return {
        campaign,
        recipient,
        snoozes: offered(campaign, recipient),
        openCase: await store.openCase(campaignId, recipient.personId),
      };
    },
    async done(personId, campaignId) {
      const found = await find(personId, campaignId);
      if (found === undefined) return { kind: 'over' };
      const { campaign, recipient } = found;
      if (recipient.state === 'registered') return registeredAs(recipient);
      const [first = 0] = LOOK_AGAIN_MS;
      const seen = await looking.look(recipient.personId).catch((error: unknown) => {
        if (error instanceof KnownError) return null;
        throw error;
      });
      if (seen === 'gone') return { kind: 'over' };
      if (seen !== null && meetsGoal(campaign.goal, seen)) return { kind: 'registered', state: seen };
      const nextLook = new Date(clock.now().getTime() + first);
      await looks.pressed(campaignId, recipient.personId, nextLook);
      await jobs.look(nextLook);
      return { kind: seen === null ? 'cannot-look' : 'not-seen-yet', nextLook };
    },
    async snooze(personId, campaignId, snooze) {
      const found = await find(personId, campaignId);
      if (found === undefined) return { kind: 'over' };
      if (found.recipient.state === 'registered') return registeredAs(found.recipient);
      return putOff(found, snooze);
    },
    noPhone: (personId, campaignId) => openCase(personId, campaignId, { kind: 'no-phone', words: null }),
    help: (personId, campaignId, words) =>
      openCase(personId, campaignId, { kind: 'help', words: oneLine(words) }),
  };

  async function putOff(
    { campaign, recipient }: { readonly campaign: Campaign; readonly recipient: Recipient },
    snooze: Snooze,
  ): Promise<PersonAnswer> {
    const { personId, timeZone } = recipient;
    const at = clock.now();
    const until = snoozeUntil(snooze, campaign.calendar, timeZone, at);
    if (until === null) return { kind: 'past-deadline' };
    // Pressed before it was saved that the card had arrived: there it is.
    await store.change(
      campaign.id,
      [personId],
      ({ state }) =>
        state === 'waiting' || state === 'unreachable' ? { personId, to: 'told', reason: null } : null,
      at,
    );
    let left: number | null = null;
    await store.change(
      campaign.id,
      [personId],
      (now) => {
        // The same press twice, such as from a phone that lost the first answer.
        const same = now.state === 'snoozed' && now.snoozedUntil?.getTime() === until.getTime();
        if (same || now.snoozes < SNOOZES_AT_MOST) {
          left = SNOOZES_AT_MOST - now.snoozes - (same ? 0 : 1);
        }
        return same || left === null ? null : { personId, to: 'snoozed', reason: null, snoozedUntil: until };
      },
      at,
    );
    if (left === null) return { kind: 'no-snooze-left' };
    await jobs.changed(campaign.id);
    return { kind: 'snoozed', until, left };
  }
}

function registeredAs({ reason }: Recipient): PersonAnswer {
  const state: RegistrationState = REGISTRATION_STATES.find((known) => known === reason) ?? 'registered';
  return { kind: 'registered', state };
}

/** Null: there is nothing but blanks in it. */
export function oneLine(words: string): string | null {
  // Marks that turn a line around, and whatever shows nothing or would break it. Joiners stay: words need them.
  const line = words
    .replace(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\p{Co}]/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  const cut = [...line].slice(0, WORDS_AT_MOST).join('');
  if (cut === '') return null;
  return cut.length < line.length ? `${cut.trimEnd()}…` : cut;
}
