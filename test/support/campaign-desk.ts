import { buildCampaignDesk, type CampaignDeskParts } from '../../src/app/campaign-desk.ts';
import type { AudienceRules } from '../../src/campaign/campaign.ts';
import { DEFAULT_CALENDAR } from '../../src/campaign/campaign.ts';
import type { NewCampaign } from '../../src/campaign/ports.ts';
import { NotFound, TryAgainLater } from '../../src/errors.ts';
import type { DirectoryRow, RegistrationRow } from '../../src/people/people.ts';
import type { Database } from '../../src/store/db.ts';
import type { ManualClock } from './clock.ts';
import { captureLog } from './log.ts';

export const NOBODY_NARROWED: AudienceRules = {
  groupIds: [],
  departments: [],
  countries: [],
  addresses: [],
  guests: false,
  excludedGroupIds: [],
  excludedAddresses: [],
};

export function draftOf(more: Partial<NewCampaign> = {}): NewCampaign {
  return {
    name: 'Everybody by December',
    goal: 'any-method',
    audience: NOBODY_NARROWED,
    calendar: { ...DEFAULT_CALENDAR, startsOn: '2026-11-23' },
    contact: 'ext. 4711',
    ...more,
  };
}

/** An account and what the report says of it; no methods: nothing is registered. */
export type Account = Partial<DirectoryRow> &
  Pick<DirectoryRow, 'personId'> & {
    readonly isAdmin?: boolean;
    readonly methods?: readonly string[] | null;
  };

/** A directory whose content the test decides, in pages of three. */
export class FakeDirectory {
  accounts: readonly Account[] = [];
  groups: Readonly<Record<string, readonly string[]>> = {};
  /** Thrown where the second page would be. */
  breaks: Error | null = null;
  readings = 0;

  async *everybody() {
    this.readings += 1;
    for (const [index, page] of pagesOf(this.accounts).entries()) {
      if (this.breaks && index === 1) throw this.breaks;
      yield page.map(
        ({ isAdmin, methods, ...row }): DirectoryRow => ({ ...ROW, ...namesOf(row.personId), ...row }),
      );
    }
  }

  async *reportPages() {
    const told = this.accounts.filter(({ methods }) => methods !== null);
    for (const page of pagesOf(told)) yield page.map(reported);
  }

  async *peopleIn(groupId: string) {
    const members = this.groups[groupId];
    if (members === undefined) throw new NotFound(`There is no group ${groupId}.`, 'Choose another.');
    yield* pagesOf(members);
  }
}

const ROW = {
  mail: null,
  kind: 'member',
  enabled: true,
  department: 'Sales',
  country: 'DE',
  language: 'de-DE',
} as const;

function namesOf(personId: string) {
  return { userPrincipalName: `${personId}@example.com`, displayName: personId.toUpperCase() };
}

function reported({ personId, isAdmin = false, methods }: Account): RegistrationRow {
  const registered = (methods ?? []).length > 0;
  return {
    personId,
    ...namesOf(personId),
    kind: 'member',
    isAdmin,
    mfaRegistered: registered,
    mfaCapable: registered,
    passwordlessCapable: false,
    methods: methods ?? [],
    updatedAt: null,
  };
}

function pagesOf<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  return Array.from({ length: Math.ceil(rows.length / 3) }, (_, page) => rows.slice(page * 3, page * 3 + 3));
}

interface Waiting {
  readonly name: string;
  readonly payload: object;
  readonly at: number;
  readonly key: string | undefined;
}

/** The desk on a real database, with a queue that a test can look into and run. */
export function createDeskBench(
  database: Database,
  clock: ManualClock,
  more: Partial<Pick<CampaignDeskParts, 'rules' | 'settings'>> = {},
) {
  const directory = new FakeDirectory();
  const waiting: Waiting[] = [];
  const delivered: { readonly batchId: number; readonly at: Date; readonly priority: number }[] = [];
  const changed: string[] = [];
  const lately = { act: async () => {} };
  const breaking: { deliver: number | null } = { deliver: null };
  const built = buildCampaignDesk({
    database,
    clock,
    source: directory,
    tenantCountry: async () => 'DE',
    rules: more.rules ?? {
      entraCampaign: async () => ({
        state: 'off',
        snoozeDays: null,
        method: null,
        everybody: true,
        includedIds: [],
        excludedIds: [],
      }),
    },
    settings: more.settings ?? {
      always: { breakGlass: ['breaker@example.com'], groupId: null },
      perSecond: 45,
      canInstall: false,
    },
    async enqueue(name, payload, { startAfter, singletonKey } = {}) {
      if (
        singletonKey !== undefined &&
        waiting.some((one) => one.name === name && one.key === singletonKey)
      ) {
        return false;
      }
      waiting.push({ name, payload, at: (startAfter ?? clock.now()).getTime(), key: singletonKey });
      return true;
    },
    changed: async (campaignId) => changed.push(campaignId),
    registeredLately: async () => lately.act(),
    async deliver(batchId, { startAfter, priority = 0 }) {
      if (breaking.deliver !== null && delivered.length >= breaking.deliver)
        throw new Error('the process dies');
      delivered.push({ batchId, at: startAfter ?? clock.now(), priority });
    },
  });
  const table: Readonly<Record<string, (typeof built.jobs)[keyof typeof built.jobs]>> = built.jobs;
  const runOne = async ({ name, payload, key }: Waiting) => {
    const prepared = table[name]?.prepare(payload);
    if (prepared === undefined || 'problem' in prepared) throw new Error(`${name}: ${prepared?.problem}`);
    const { signal } = new AbortController();
    try {
      await prepared.run({ id: '1', attempt: 1, signal, log: captureLog('error').log });
    } catch (error) {
      if (!(error instanceof TryAgainLater)) throw error;
      waiting.push({ name, payload, key, at: clock.now().getTime() + error.seconds * 1000 });
    }
  };
  return {
    ...built,
    directory,
    /** So many batches get their job; the next one's transaction fails. */
    breaking,
    waiting,
    delivered,
    /** Campaigns whose cards are to be drawn anew. */
    changed,
    /** What the log of registrations does once recipients are made. */
    lately,
    /** Runs what is due, and what that causes, until nothing is; waits of less than a minute pass at once. */
    async run(): Promise<void> {
      for (let turns = 0; turns < 200; turns += 1) {
        const due = waiting.toSorted((a, b) => a.at - b.at)[0];
        if (due === undefined || due.at > clock.now().getTime() + 60_000) return;
        waiting.splice(waiting.indexOf(due), 1);
        await clock.advance(Math.max(0, due.at - clock.now().getTime()));
        await runOne(due);
      }
      throw new Error('the jobs go round in a circle');
    },
  };
}
