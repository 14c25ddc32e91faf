import type { Clock } from '../clock.ts';
import type { Directory } from '../people/ports.ts';
import type { PersonReader, TenantReader } from '../triage/ports.ts';
import { type Accounts, readPerUserMfa, readRegistrationOf } from './account.ts';
import { type AuditLog, createAuditLog, isAbout } from './audits.ts';
import { LIMITS } from './budget.ts';
import type { Graph } from './client.ts';
import { readIncidents } from './health.ts';
import { withPatience } from './patience.ts';
import { readMethodRules, readPolicies, readSecurityDefaults } from './policies.ts';
import { withoutRefusals } from './refusals.ts';
import { readMethodsWithUse } from './registered-methods.ts';
import { readRisk } from './risk.ts';
import { readRoleGrants, readRolesOf } from './roles.ts';
import { createSignInLog, isSignInOf, type SignInLog } from './sign-ins.ts';
import { readEdition } from './tenant.ts';
import { readTogether } from './together.ts';
import { createWaitingRoom } from './waiting-room.ts';
import type { Urgency } from './window.ts';

/** What an answer needs most comes first; asking about several at once serves more of those who wait. */
const RANK = { signIns: 0, audits: 1, methods: 2, later: 3 } as const;

interface Sources {
  readonly graph: Graph;
  readonly directory: Directory;
  readonly accounts: Accounts;
  readonly urgency: Urgency;
  readonly clock: Clock;
}

/**
 * Longer than two of Graph's windows: the first card comes without what still waits, and a part of the evidence
 * that is given up early is a gap in the answer.
 */
const PATIENCE_MS = 60_000;

/** Everything that triage reads, from Graph. */
export function createEvidenceReaders(hasty: Sources): {
  readonly person: PersonReader;
  readonly tenant: TenantReader;
} {
  const sources = { ...hasty, graph: withPatience(hasty.graph, PATIENCE_MS) };
  const { graph, urgency, clock, directory } = sources;
  const logs = {
    signIns: createSignInLog(graph, { urgency, clock }),
    audits: createAuditLog(graph, urgency),
  };
  const tenant: TenantReader = {
    organisation: directory.organisation,
    edition: () => readEdition(graph, urgency),
    recentFailures: logs.signIns.recentFailures,
    policies: () => readPolicies(graph, urgency),
    securityDefaults: () => readSecurityDefaults(graph, urgency),
    methodRules: () => readMethodRules(graph, urgency),
    changes: logs.audits.changes,
    incidents: (since) => readIncidents(graph, urgency, since),
    roleGrants: () => readRoleGrants(graph, urgency),
  };
  return { person: withoutRefusals(createPersonReader(sources, logs)), tenant: withoutRefusals(tenant) };
}

function createPersonReader(
  { graph, directory, accounts, urgency, clock }: Sources,
  logs: { readonly signIns: SignInLog; readonly audits: AuditLog },
): PersonReader {
  const wait = () => graph.expectedWait('signIns', urgency);
  const room = createWaitingRoom({ wait, clock });
  return {
    accountOf: accounts.accountOf,
    signInsOf: readTogether({ room, rank: RANK.signIns, read: logs.signIns.signInsOf, isOf: isSignInOf }),
    auditsAbout: readTogether({ room, rank: RANK.audits, read: logs.audits.auditsAbout, isOf: isAbout }),
    methodsWithUseOf: (id) => room.enter(RANK.methods, () => readMethodsWithUse(graph, urgency, id)),
    silentSignInsOf: (id, since) => room.enter(RANK.later, () => logs.signIns.silentSignInsOf(id, since)),
    registrationOf: (id) => room.enter(RANK.later, () => readRegistrationOf(graph, urgency, id)),
    perUserMfaOf: (id) => room.enter(RANK.later, () => readPerUserMfa(graph, urgency, id)),
    riskOf: (id) => readRisk(graph, urgency, id),
    rolesOf: (id) => readRolesOf(graph, urgency, id),
    groupsHolding: directory.groupsHolding,
    expectedWait() {
      const { requests, milliseconds } = LIMITS.reports;
      return wait() + Math.floor(room.size / requests) * milliseconds;
    },
  };
}
