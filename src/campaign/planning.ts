import type { Clock } from '../clock.ts';
import { dateOf, stepsOf } from './calendar.ts';
import type { Campaign, RecipientState, WaveName } from './campaign.ts';
import { dueAt } from './hours.ts';

export interface Candidate {
  readonly personId: string;
  readonly language: string;
  readonly timeZone: string;
  /** Is to get the wave, and is in no batch of it yet. */
  readonly fits: boolean;
}

/** One batch of people who live in the same zone, and so are due together. */
export interface PlannedBatch {
  readonly timeZone: string;
  readonly dueAt: Date;
  readonly admins: boolean;
  readonly people: readonly Candidate[];
}

export interface PlanningPorts {
  campaign(id: string): Promise<Campaign | undefined>;
  /** The next recipients by id; those fit who are in one of these states and in no batch of the wave yet. */
  candidates(
    about: {
      readonly campaignId: string;
      readonly wave: WaveName;
      readonly states: readonly RecipientState[];
    },
    page: { readonly admins: boolean; readonly after: string; readonly limit: number },
  ): Promise<readonly Candidate[]>;
  /** With its job, in one transaction. */
  add(campaignId: string, wave: WaveName, batch: PlannedBatch): Promise<void>;
}

/** Whoever snoozes has chosen their time, and whoever has a case has somebody; at the very end they hear it, too. */
const TOLD_BY: Readonly<Record<WaveName, readonly RecipientState[]>> = {
  announcement: ['waiting'],
  reminder: ['waiting', 'told'],
  'last-call': ['waiting', 'told', 'snoozed', 'asked'],
};

const CANDIDATES_AT_ONCE = 2_000;
export const BATCH_SIZE = 500;

/**
 * Puts everybody who is to get a wave into batches, administrators first. Begun again after a crash it goes on, since
 * whoever is in a batch is no candidate any more. Memory holds one open batch for each zone.
 */
export async function planWave(
  about: { readonly campaignId: string; readonly wave: WaveName },
  {
    ports,
    clock,
    signal,
  }: { readonly ports: PlanningPorts; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<void> {
  const { campaignId, wave } = about;
  for (const admins of [true, false]) {
    const open = new Map<string, Candidate[]>();
    for (let after = ''; ; ) {
      signal.throwIfAborted();
      const campaign = await ports.campaign(campaignId);
      if (campaign === undefined || (campaign.state !== 'running' && campaign.state !== 'paused')) return;
      const close = async (timeZone: string, people: readonly Candidate[]) => {
        open.delete(timeZone);
        const due = dueAt(dayOf(campaign, wave), timeZone, clock.now());
        await ports.add(campaignId, wave, { timeZone, dueAt: due, admins, people });
      };
      const page = { admins, after, limit: CANDIDATES_AT_ONCE };
      const found = await ports.candidates({ ...about, states: TOLD_BY[wave] }, page);
      for (const candidate of found) {
        if (!candidate.fits) continue;
        const people = open.get(candidate.timeZone) ?? [];
        open.set(candidate.timeZone, people);
        people.push(candidate);
        if (people.length === BATCH_SIZE) await close(candidate.timeZone, people);
      }
      const last = found.at(-1);
      if (last === undefined) {
        for (const [timeZone, people] of open) await close(timeZone, people);
        break;
      }
      after = last.personId;
    }
  }
}

/** The day of the wave in everybody's own calendar. */
function dayOf({ calendar }: Campaign, wave: WaveName) {
  const date = stepsOf(calendar).find(({ step }) => step === wave)?.date ?? dateOf(calendar, 1);
  return { date, hours: calendar.hours };
}
