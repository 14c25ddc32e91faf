import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { createAccounts } from '../graph/account.ts';
import { createBudget } from '../graph/budget.ts';
import { createGraph } from '../graph/client.ts';
import { createDirectory } from '../graph/directory.ts';
import { createBulkDirectory } from '../graph/directory-rows.ts';
import { createEvidenceReaders } from '../graph/evidence.ts';
import { readMembersOf } from '../graph/group-members.ts';
import { createTokenSource } from '../graph/identity.ts';
import { createInstaller } from '../graph/installation.ts';
import { createLegacyLog } from '../graph/legacy-sign-ins.ts';
import { withPatience } from '../graph/patience.ts';
import { createPolicyFacts } from '../graph/policy-facts.ts';
import { probeGraph } from '../graph/probe.ts';
import { createRegistrationLog } from '../graph/registration-log.ts';
import { createRegistrationRules } from '../graph/registration-rules.ts';
import { createRegistrations } from '../graph/registrations.ts';
import { createReportFacts } from '../graph/report-facts.ts';
import { createSignInStream } from '../graph/sign-in-stream.ts';
import { readEdition } from '../graph/tenant.ts';
import type { Urgency } from '../graph/window.ts';
import type { createMetrics } from '../http/metrics.ts';
import { keepOrganisation } from '../people/organisation.ts';
import type { FactReaders } from '../rollout/ports.ts';
import { createCollector } from '../triage/collect.ts';

/** For a simulated Graph that has other limits than the real one, or none. */
export type GraphLimits = NonNullable<Parameters<typeof createBudget>[0]['limits']>;

/** A page of last sign-ins may wait for a minute's turn; a gate that gave up would be unknown. */
const READINESS_PATIENCE_MS = 600_000;

/** Everything that gates stand on but what only the database knows. */
export type GraphFacts = Omit<FactReaders, 'decidedExceptions'>;

/** One budget for everything in the process: questions of people are served before background work. */
export function buildGraph(
  config: Config,
  clock: Clock,
  { metrics, limits }: { metrics?: ReturnType<typeof createMetrics>; limits?: GraphLimits | undefined } = {},
) {
  const graph = createGraph({
    baseUrl: config.graph.baseUrl,
    token: createTokenSource(config.graph, config.secrets),
    budget: createBudget({ clock, ...(limits ? { limits } : {}) }),
    clock,
    observe: ({ request, status, milliseconds }) =>
      metrics?.graphAnswered(request, status, milliseconds / 1000),
  });
  const urgency = 'interactive';
  const accounts = createAccounts(graph, { urgency, clock });
  const { findPerson } = accounts;
  const directory = keepOrganisation({ ...createDirectory(graph, urgency), findPerson }, clock);
  const readers = createEvidenceReaders({ graph, directory, accounts, urgency, clock });
  const patient = createEvidenceReaders({ graph, directory, accounts, urgency: 'background', clock });
  const { security, excluded } = config.groups;
  return {
    directory,
    evidence: createCollector({ ...readers, clock, breakGlassIds: config.breakGlassIds }),
    /** For questions that nobody waits for in front of a screen. */
    patientEvidence: createCollector({ ...patient, clock, breakGlassIds: config.breakGlassIds }),
    /** For watches: they wait for everybody who asks. */
    patientSignIns: patient.person,
    securityMembers: async (atMost: number) =>
      security === null ? [] : readMembersOf(graph, urgency, { id: security, atMost }),
    registrations: createRegistrations(graph, urgency),
    patientRegistrations: createRegistrations(graph, 'background'),
    bulkDirectory: createBulkDirectory(graph, 'background'),
    /** Null: nobody has said which app of the catalogue is Muster. */
    installer: config.teams.catalogId === null ? null : createInstaller(graph, config.teams.catalogId),
    edition: () => readEdition(graph, urgency),
    registrationLog: createRegistrationLog(graph, { urgency: 'background', clock }),
    registrationRules: createRegistrationRules(graph, { urgency, directory }),
    legacyLog: createLegacyLog(graph, { urgency: 'background' }),
    /** For one run of readiness, which reads each of them once. */
    readinessFacts: (asker: Urgency): GraphFacts => {
      const patient = withPatience(graph, READINESS_PATIENCE_MS);
      const sources = { graph: patient, urgency: asker, clock };
      return {
        ...createPolicyFacts({
          ...sources,
          accounts: createAccounts(patient, sources),
          breakGlassIds: config.breakGlassIds,
          excludedGroupId: excluded,
        }),
        ...createReportFacts({ ...sources, reading: { urgency: asker } }),
      };
    },
    signInStream: createSignInStream(graph, clock),
    probe: () => probeGraph(graph),
  };
}
