import type { KnownError } from '../errors.ts';
import type { Person } from '../people/people.ts';
import { defineGate, type Finding, GATE_STATUSES, type Gate, type GateId, type GateStatus } from './gate.ts';
import type { Attempt, ByPerson, EmergencyAccount, FactName, Facts } from './ports.ts';

type Also<Needs extends FactName> = { readonly [Name in Needs]: Facts[Name] };
type Tried<Wants extends FactName> = { readonly [Name in Wants]: Attempt<Facts[Name]> };

/** What a gate found about the accounts that exist: what of it holds, the worst first, decides. */
export interface Verdict extends Omit<Finding, 'status'> {
  readonly statuses: readonly GateStatus[];
}

/**
 * A gate about the emergency accounts. None configured, or one that does not exist, fails every one of them:
 * nothing holds of an account that is not there.
 */
export function emergencyGate<
  const Needs extends FactName = never,
  const Wants extends FactName = never,
>(row: {
  readonly id: GateId;
  readonly link: string;
  readonly needs: readonly Needs[];
  readonly wants?: readonly Wants[];
  judge(accounts: readonly PresentAccount[], facts: Also<Needs> & Tried<Wants>, at: Date): Verdict;
}): Gate {
  const wants = [...row.needs, ...(row.wants ?? [])];
  return defineGate<'emergency', Needs | Wants>({
    id: row.id,
    link: row.link,
    // Alone: that none is configured, or one does not exist, is known whatever else cannot be read.
    needs: ['emergency'],
    wants,
    judge(facts, at) {
      if (facts.emergency.length === 0) return NONE;
      const absent = facts.emergency.filter(({ person }) => person === null).map(({ asked }) => asked);
      const unread = row.needs.flatMap((name) => {
        const attempt: Attempt<unknown> = facts[name];
        return attempt.known ? [] : [attempt.error];
      });
      const { statuses, ...found } =
        unread.length > 0
          ? { statuses: ['unknown'] as const, found: [], fix: [], items: [], missing: unread }
          : row.judge(presentAmong(facts.emergency), unwrapped(facts, row), at);
      if (absent.length === 0) return { ...found, status: worstOf(statuses) };
      return {
        ...found,
        status: 'fail',
        found: [{ say: 'emergency.absent', values: { names: absent } }, ...found.found],
        fix: [{ say: 'emergency.fix.absent' }, ...found.fix],
        items: [...absent.map((name) => ({ kind: 'person', id: null, name }) as const), ...found.items],
      };
    },
  });
}

/** What is needed as its value, what is only wanted as the attempt to read it. */
function unwrapped<Needs extends FactName, Wants extends FactName>(
  facts: Tried<Needs | Wants>,
  row: { readonly needs: readonly Needs[]; readonly wants?: readonly Wants[] },
): Also<Needs> & Tried<Wants> {
  const needed = row.needs.map((name) => {
    const attempt: Attempt<unknown> = facts[name];
    return [name, attempt.known ? attempt.value : undefined];
  });
  const wanted = (row.wants ?? []).map((name) => [name, facts[name]]);
  // Exactly the names of both lists; whoever calls has seen that what is needed is known.
  return Object.fromEntries([...needed, ...wanted]) as Also<Needs> & Tried<Wants>;
}

const NONE: Finding = {
  status: 'fail',
  found: [{ say: 'emergency.none' }],
  fix: [{ say: 'emergency.fix.none' }],
  items: [],
};

export type PresentAccount = EmergencyAccount & { readonly person: Person };

/** Each once, though somebody may have written down both its id and its name. */
function presentAmong(accounts: readonly EmergencyAccount[]): readonly PresentAccount[] {
  const byId = new Map<string, PresentAccount>();
  for (const account of accounts) {
    const { person } = account;
    if (person !== null && !byId.has(person.id)) byId.set(person.id, { ...account, person });
  }
  return [...byId.values()];
}

export function worstOf(statuses: readonly GateStatus[]): GateStatus {
  return GATE_STATUSES.find((status) => statuses.includes(status)) ?? 'pass';
}

/** By its sign-in name: emergency accounts tend to share one for show. */
export function namesOf(accounts: readonly PresentAccount[]): readonly string[] {
  return accounts.map(({ person }) => person.userPrincipalName);
}

/** What was read of each; what could not be is apart, each reason once. */
export function readOf<Value>(accounts: readonly PresentAccount[], values: ByPerson<Value>) {
  const known: { readonly account: PresentAccount; readonly value: Value }[] = [];
  const missing = new Map<string, KnownError>();
  for (const account of accounts) {
    const attempt = values.get(account.person.id);
    if (attempt === undefined) throw new Error(`nothing was asked about ${account.person.id}`);
    if (attempt.known) known.push({ account, value: attempt.value });
    else missing.set(attempt.error.message, attempt.error);
  }
  return { known, missing: [...missing.values()] };
}
