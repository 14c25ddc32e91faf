import type { Clock } from '../clock.ts';
import type { FactReaders } from '../rollout/ports.ts';
import { readAccessPolicies } from './access-policies.ts';
import type { Accounts } from './account.ts';
import type { Graph } from './client.ts';
import { fieldsOf } from './fields.ts';
import { readLastSignIn } from './last-sign-in.ts';
import { attemptEach, readGroupHeads, readLeftOut } from './left-out.ts';
import { readList, TO_THE_END } from './list.ts';
import { readMethods } from './methods.ts';
import { readSecurityDefaults } from './policies.ts';
import { withoutRefusals } from './refusals.ts';
import { readRegistrationNudge } from './registration-nudge.ts';
import { readRoleHoldings } from './role-holdings.ts';
import type { Urgency } from './window.ts';

type PolicyFacts = Pick<
  FactReaders,
  | 'emergency'
  | 'emergencyGroups'
  | 'emergencyMethods'
  | 'emergencySignIns'
  | 'roleHoldings'
  | 'policies'
  | 'leftOut'
  | 'plannedExceptions'
  | 'securityDefaults'
  | 'registrationNudge'
>;

interface Sources {
  readonly graph: Graph;
  readonly accounts: Accounts;
  readonly urgency: Urgency;
  readonly clock: Clock;
  readonly breakGlassIds: readonly string[];
  /** The group of the accounts that no campaign ever messages. */
  readonly excludedGroupId: string | null;
}

/** What gates ask about policies, roles and emergency accounts. Made anew for each run: what it read, it keeps. */
export function createPolicyFacts(sources: Sources): PolicyFacts {
  const { graph, urgency, excludedGroupId } = sources;
  const emergency = once(() => readEmergency(sources));
  const policies = once(() => readAccessPolicies(graph, urgency));
  const ofEach = async <Value>(read: (personId: string) => Promise<Value>) => {
    const ids = (await emergency()).flatMap(({ person }) => person?.id ?? []);
    return attemptEach([...new Set(ids)], (id) => read(id));
  };
  return withoutRefusals({
    emergency,
    policies,
    emergencyGroups: () => ofEach((id) => readGroupsOf(graph, urgency, id)),
    emergencyMethods: () => ofEach((id) => readMethodsOf(graph, urgency, id)),
    emergencySignIns: () => ofEach((id) => readLastSignIn(graph, sources, id)),
    roleHoldings: () => readRoleHoldings(graph, urgency),
    leftOut: async () => readLeftOut(graph, urgency, await policies()),
    plannedExceptions: async () =>
      excludedGroupId === null ? [] : (await readGroupHeads(graph, urgency, excludedGroupId)).heads,
    securityDefaults: () => readSecurityDefaults(graph, urgency),
    registrationNudge: () => readRegistrationNudge(graph, urgency),
  });
}

function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let kept: Promise<Value> | null = null;
  return () => {
    kept ??= read();
    return kept;
  };
}

function readEmergency({ accounts, breakGlassIds }: Sources): ReturnType<PolicyFacts['emergency']> {
  return Promise.all(
    breakGlassIds.map(async (asked) => {
      const person = await accounts.findPerson(asked);
      if (person === undefined) return { asked, person: null, synced: null };
      // Already read with the person.
      const account = await accounts.accountOf(person.id);
      // By id and by name, Graph may spell the id of one account in two ways; it would pass for two accounts.
      const same = { ...person, id: person.id.toLowerCase() };
      return { asked, person: same, synced: account?.synced ?? null };
    }),
  );
}

async function readGroupsOf(graph: Graph, urgency: Urgency, id: string): Promise<ReadonlySet<string>> {
  const options = { urgency, query: { $top: '999' } };
  const wanted = { row: readGroupId, ...TO_THE_END };
  return new Set(await readList(graph, { name: 'memberships', params: { id }, options }, wanted));
}

function readGroupId(row: unknown): string | null {
  const fields = fieldsOf(row);
  if (fields.text('@odata.type') !== '#microsoft.graph.group') return null;
  return fields.text('id')?.toLowerCase() ?? null;
}

async function readMethodsOf(graph: Graph, urgency: Urgency, id: string) {
  return readMethods(await graph.ask('methods', { id }, { urgency, mustExist: true }));
}
