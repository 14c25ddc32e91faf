import { MissingPermission } from '../errors.ts';
import { reportedState } from '../people/registration.ts';
import type { Account, LastUse, Registrations, Reported, Roster } from '../rollout/roster.ts';
import type { AskOptions, Graph } from './client.ts';
import { fieldsOf } from './fields.ts';
import { isRecord, RequestRefused } from './outcomes.ts';
import { readRegistrationRow } from './registrations.ts';
import { nonsense } from './shape.ts';
import { readTime } from './time.ts';

export type Reading = Pick<AskOptions, 'urgency' | 'patience'>;

const SELECT =
  'id,userPrincipalName,userType,accountEnabled,mail,assignedLicenses,passwordPolicies,createdDateTime';
const PAGE = '999';

/** Everybody who could sign in, one small record each. */
export async function readRoster(graph: Graph, reading: Reading): Promise<Roster> {
  const options = { ...reading, query: { $select: SELECT, $top: PAGE }, mustExist: true } as const;
  const members: Account[] = [];
  const counts = { guests: 0, disabled: 0 };
  const { readRow, tellsEnabled } = accountReader();
  for await (const page of graph.pages('roster', {}, options, readRow)) {
    for (const row of page) {
      if (row === 'guest') counts.guests += 1;
      else if (row === 'disabled') counts.disabled += 1;
      else members.push(row);
    }
  }
  // Left out of every row where the permission does not reach: that is no tenant without people.
  if (counts.disabled > 0 && !tellsEnabled()) {
    throw new MissingPermission('User.Read.All', 'whether accounts are enabled');
  }
  return { members, ...counts };
}

function accountReader() {
  let told = false;
  const known = new Map<string, readonly string[]>();
  // Thousands have the same licences: one list serves all of them.
  const shared = (licences: readonly string[]) => {
    const key = licences.join(' ');
    const kept = known.get(key) ?? licences;
    known.set(key, kept);
    return kept;
  };
  const readRow = (row: unknown): Account | 'guest' | 'disabled' => {
    if (!isRecord(row) || typeof row.id !== 'string') throw nonsense('an account without its id');
    if (typeof row.userType === 'string' && row.userType.toLowerCase() === 'guest') return 'guest';
    if (typeof row.accountEnabled === 'boolean') told = true;
    // An account is not taken for active on a guess.
    if (row.accountEnabled !== true) return 'disabled';
    return {
      id: row.id.toLowerCase(),
      name: typeof row.userPrincipalName === 'string' ? row.userPrincipalName : row.id,
      mailbox: typeof row.mail === 'string' && row.mail !== '',
      licences: shared(licencesIn(row.assignedLicenses)),
      passwordNeverExpires: /DisablePasswordExpiration/i.test(String(row.passwordPolicies ?? '')),
      createdAt: readTime(row.createdDateTime),
    };
  };
  return { readRow, tellsEnabled: () => told };
}

function licencesIn(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value
    .flatMap((one) => (isRecord(one) && typeof one.skuId === 'string' ? one.skuId.toLowerCase() : []))
    .sort();
}

/** Licences that are sold for a room, a shared phone or a call queue, by Microsoft's part numbers. */
const FOR_DEVICES = /MEETING_ROOM|TEAMS_ROOMS|^MTR_|MCOCAP|VIRTUALUSER|SHARED_DEVICE/i;

export async function readDeviceLicences(graph: Graph, reading: Reading): Promise<ReadonlySet<string>> {
  const answer = await graph.ask('subscribedSkus', {}, { ...reading, mustExist: true });
  return new Set(
    (fieldsOf(answer).objects('value') ?? []).flatMap((sku) =>
      FOR_DEVICES.test(sku.text('skuPartNumber') ?? '') ? (sku.text('skuId')?.toLowerCase() ?? []) : [],
    ),
  );
}

/** The registration report by id. There are few different things that it says of somebody. */
export async function readReported(graph: Graph, reading: Reading): Promise<Registrations> {
  const options = { ...reading, query: { $top: PAGE }, mustExist: true } as const;
  const known = new Map<string, Reported>();
  const registrations = new Map<string, Reported>();
  const pages = graph.pages('registrationReport', {}, options, (row) => {
    const read = readRegistrationRow(row);
    const state = reportedState(read);
    const key = `${state} ${read.isAdmin}`;
    const said = known.get(key) ?? { state, admin: read.isAdmin };
    known.set(key, said);
    return { id: read.personId.toLowerCase(), said };
  });
  for await (const page of pages) for (const { id, said } of page) registrations.set(id, said);
  return registrations;
}

/** The largest page first: which one Graph takes with this property has changed over the years. */
const ACTIVITY_PAGES = ['500', '100'];

export async function readLastUse(graph: Graph, reading: Reading): Promise<LastUse> {
  for (const $top of ACTIVITY_PAGES.slice(0, -1)) {
    try {
      return await readUsePages(graph, reading, $top);
    } catch (error) {
      if (!(error instanceof RequestRefused)) throw error;
    }
  }
  return readUsePages(graph, reading, ACTIVITY_PAGES.at(-1) ?? '');
}

async function readUsePages(graph: Graph, reading: Reading, $top: string): Promise<LastUse> {
  const options = { ...reading, query: { $select: 'id,signInActivity', $top }, mustExist: true } as const;
  const uses = new Map<string, { interactive: Date | null; any: Date | null }>();
  for await (const page of graph.pages('lastUse', {}, options, readUse)) {
    for (const { id, ...use } of page) if (id !== null) uses.set(id, use);
  }
  return uses;
}

function readUse(row: unknown) {
  const fields = fieldsOf(row);
  const activity = fields.object('signInActivity');
  const interactive = latest(
    activity.time('lastSignInDateTime'),
    activity.time('lastSuccessfulSignInDateTime'),
  );
  return {
    id: fields.text('id')?.toLowerCase() ?? null,
    interactive: activity.time('lastSignInDateTime'),
    any: latest(interactive, activity.time('lastNonInteractiveSignInDateTime')),
  };
}

function latest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
