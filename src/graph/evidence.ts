import type { Clock } from '../clock.ts';
import { Unavailable } from '../errors.ts';
import type { Directory } from '../people/ports.ts';
import type { PersonReader, TenantReader } from '../triage/ports.ts';
import { type Accounts, readPerUserMfa, readRegistrationOf } from './account.ts';
import { createAuditLog } from './audits.ts';
import type { Graph } from './client.ts';
import { readIncidents } from './health.ts';
import { RequestRefused } from './outcomes.ts';
import { readMethodRules, readPolicies, readSecurityDefaults } from './policies.ts';
import { readMethodsWithUse } from './registered-methods.ts';
import { readRisk } from './risk.ts';
import { readRoleGrants, readRolesOf } from './roles.ts';
import { createSignInLog } from './sign-ins.ts';
import { readEdition } from './tenant.ts';
import type { Urgency } from './window.ts';

/** Everything that triage reads, from Graph. */
export function createEvidenceReaders(options: {
  graph: Graph;
  directory: Directory;
  accounts: Accounts;
  urgency: Urgency;
  clock: Clock;
}): { readonly person: PersonReader; readonly tenant: TenantReader } {
  const { graph, directory, accounts, urgency, clock } = options;
  const signIns = createSignInLog(graph, { urgency, clock });
  const audits = createAuditLog(graph, urgency);
  const person: PersonReader = {
    accountOf: accounts.accountOf,
    signInsOf: signIns.signInsOf,
    silentSignInsOf: signIns.silentSignInsOf,
    methodsWithUseOf: (personId) => readMethodsWithUse(graph, urgency, personId),
    registrationOf: (personId) => readRegistrationOf(graph, urgency, personId),
    auditsAbout: audits.auditsAbout,
    riskOf: (personId) => readRisk(graph, urgency, personId),
    perUserMfaOf: (personId) => readPerUserMfa(graph, urgency, personId),
    rolesOf: (personId) => readRolesOf(graph, urgency, personId),
    groupsHolding: directory.groupsHolding,
    expectedWait: () => graph.expectedWait('signIns', urgency),
  };
  const tenant: TenantReader = {
    organisation: directory.organisation,
    edition: () => readEdition(graph, urgency),
    recentFailures: signIns.recentFailures,
    policies: () => readPolicies(graph, urgency),
    securityDefaults: () => readSecurityDefaults(graph, urgency),
    methodRules: () => readMethodRules(graph, urgency),
    changes: audits.changes,
    incidents: (since) => readIncidents(graph, urgency, since),
    roleGrants: () => readRoleGrants(graph, urgency),
  };
  return { person: withoutRefusals(person), tenant: withoutRefusals(tenant) };
}

/**
 * A question that Graph does not take is one answer fewer, and no reason to give none: whoever asks about a person
 * is told what is missing. Elsewhere a refusal is a bug and stays one.
 */
function withoutRefusals<Reader extends object>(reader: Reader): Reader {
  const careful = Object.entries(reader).map(([name, read]: [string, (...given: never[]) => unknown]) => [
    name,
    (...given: never[]) => {
      const answer = read(...given);
      return answer instanceof Promise ? answer.catch(asUnavailable) : answer;
    },
  ]);
  // The same names with the same parameters and answers.
  return Object.fromEntries(careful) as Reader;
}

function asUnavailable(error: unknown): never {
  if (!(error instanceof RequestRefused)) throw error;
  throw new Unavailable(
    'Microsoft Graph does not take this question here.',
    'Check that GRAPH_BASE_URL is Graph’s own address for your cloud.',
    { cause: error },
  );
}
