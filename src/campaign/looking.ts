import type { Clock } from '../clock.ts';
import { KnownError } from '../errors.ts';
import type { Registrations } from '../people/ports.ts';
import { type RegistrationState, registrationState } from '../people/registration.ts';
import { GOALS_MET } from './goal.ts';
import type { Looks, RunningJobs } from './running.ts';

const MINUTE_MS = 60_000;

/** After "I've done it" that Graph did not show yet; after the last of them the tenant's log has to tell. */
export const LOOK_AGAIN_MS = [1, 5, 15, 60].map((minutes) => minutes * MINUTE_MS);

/** Whoever was read so short a time ago need not be read again before a send. */
const FRESH_MS = MINUTE_MS;
/** Graph takes five of these in ten seconds: what one job reads within its lease. */
const TAKEN_AT_ONCE = 20;
const LEASE_MS = 5 * MINUTE_MS;
const GRAPH_AWAY_MS = 2 * MINUTE_MS;
/** More people than are ever read within the time for which they stay fresh. */
const KEPT_AT_MOST = 500;

/** What the person has now; `gone`: there is no such account. */
export type Seen = RegistrationState | 'gone';

export interface Looking {
  /** Reads now and saves what it shows. Many who ask about the same person at once share one reading. */
  look(personId: string): Promise<Seen>;
  /** The same for somebody who is about to be sent to: what was read a moment ago will do. */
  lookBefore(personId: string): Promise<Seen>;
  /** The work of one job: some of those who are due. */
  lookAtDue(signal: AbortSignal): Promise<void>;
}

/** The own methods of single people: the one source that shows a registration at once. */
export function createLooking(options: {
  readonly looks: Looks;
  /** For somebody who waits in front of a screen. */
  readonly registrations: Pick<Registrations, 'methodsOf'>;
  /** For everything else: it waits for those. */
  readonly patientRegistrations: Pick<Registrations, 'methodsOf'>;
  readonly jobs: RunningJobs;
  readonly clock: Clock;
}): Looking {
  const { looks, jobs, clock } = options;
  const underWay = new Map<string, Promise<Seen>>();
  const fresh = new Map<string, { readonly at: number; readonly seen: Seen }>();
  const now = () => clock.now().getTime();

  const keep = (personId: string, seen: Seen, at: number) => {
    fresh.delete(personId);
    fresh.set(personId, { at, seen });
    const oldest = fresh.keys().next();
    if (fresh.size > KEPT_AT_MOST && !oldest.done) fresh.delete(oldest.value);
  };

  const read = async (personId: string, registrations: Pick<Registrations, 'methodsOf'>): Promise<Seen> => {
    const began = clock.now();
    const methods = await registrations.methodsOf(personId);
    const seen: Seen = methods === undefined ? 'gone' : registrationState(methods);
    const changed =
      seen === 'gone'
        ? await looks.gone(personId, began)
        : await looks.seen(personId, seen, GOALS_MET[seen], began);
    keep(personId, seen, began.getTime());
    for (const campaignId of changed) {
      await jobs.changed(campaignId);
      if (seen !== 'gone') await jobs.green(campaignId);
    }
    return seen;
  };

  const share = (personId: string, registrations: Pick<Registrations, 'methodsOf'>): Promise<Seen> => {
    const known = underWay.get(personId);
    if (known !== undefined) return known;
    const reading = read(personId, registrations).finally(() => underWay.delete(personId));
    underWay.set(personId, reading);
    return reading;
  };

  return {
    look: (personId) => share(personId, options.registrations),
    async lookBefore(personId) {
      const known = fresh.get(personId);
      if (known && now() - known.at <= FRESH_MS) return known.seen;
      return share(personId, options.patientRegistrations);
    },
    async lookAtDue(signal) {
      const until = new Date(now() + LEASE_MS);
      const due = await looks.take(clock.now(), until, TAKEN_AT_ONCE);
      for (const [index, personId] of due.entries()) {
        if (signal.aborted) return;
        try {
          await share(personId, options.patientRegistrations);
          await looks.notYet(personId, LOOK_AGAIN_MS, clock.now());
        } catch (error) {
          if (!(error instanceof KnownError)) throw error;
          await looks.postpone(due.slice(index), new Date(now() + GRAPH_AWAY_MS));
          break;
        }
      }
      const next = await looks.next();
      if (next !== null) await jobs.look(next);
    },
  };
}
