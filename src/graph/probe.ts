import { KnownError, MissingLicence, Unavailable } from '../errors.ts';
import type { AskOptions, Graph } from './client.ts';
import { installationOf } from './installation.ts';
import { type Permission, type PermissionRow, permissionTable, type RequestName } from './requests.ts';
import { readEdition } from './tenant.ts';

/** What one permission, or the tenant's licence, turned out to be. */
export interface GraphProbe {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly found: string;
  readonly fix: string | null;
  readonly error: Error | null;
}

/** Nobody has this id. Graph looks at permissions first, so "not found" shows that the permission is there. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

interface Try {
  readonly request: RequestName;
  readonly options?: Omit<AskOptions, 'urgency'>;
}

/** The cheapest request that each permission answers. A permission without one does not compile. */
const TRIES: Readonly<Record<Permission, Try>> = {
  'Organization.Read.All': {
    request: 'organisation',
    options: { query: { $select: 'id' }, mustExist: true },
  },
  'LicenseAssignment.Read.All': { request: 'subscribedSkus', options: { mustExist: true } },
  'User.Read.All': { request: 'person', options: { query: { $select: 'id,accountEnabled' } } },
  'GroupMember.ReadBasic.All': { request: 'groupsHolding', options: { body: { groupIds: [NOBODY] } } },
  'UserAuthenticationMethod.Read.All': { request: 'methods' },
  'AuditLog.Read.All': { request: 'registrationReport', options: { query: { $top: '1' }, mustExist: true } },
  'Policy.Read.All': { request: 'securityDefaults', options: { mustExist: true } },
  'IdentityRiskyUser.Read.All': { request: 'riskyUser' },
  'IdentityRiskEvent.Read.All': {
    request: 'riskDetections',
    options: { query: { $top: '1' }, mustExist: true },
  },
  'RoleManagement.Read.Directory': {
    request: 'roleDefinitions',
    options: { query: { $select: 'id' }, mustExist: true },
  },
  // For nobody, and of no app: it changes nothing, whatever the answer.
  'TeamsAppInstallation.ReadWriteSelfForUser.All': {
    request: 'installApp',
    options: { body: installationOf(NOBODY) },
  },
  'ServiceHealth.Read.All': { request: 'serviceIssues', options: { query: { $top: '1' }, mustExist: true } },
};

/** Tries each permission once, and tells what works and how to mend what does not. */
export async function* probeGraph(graph: Graph): AsyncGenerator<GraphProbe, void, undefined> {
  let isGraph = false;
  for (const row of permissionTable()) {
    const probe = await probePermission(graph, row);
    yield probe;
    // "Nobody has this id" means "granted" only of a server that is Graph, which the first row proves.
    if (probe.error instanceof Unavailable && !isGraph) return;
    isGraph = true;
  }
  yield await probeLicence(graph);
}

async function probePermission(graph: Graph, { permission, reasons }: PermissionRow): Promise<GraphProbe> {
  const name = `Graph permission ${permission}`;
  try {
    const { request, options } = TRIES[permission];
    await graph.ask(request, { id: NOBODY }, { urgency: 'interactive', ...options });
    return { name, status: 'ok', found: `granted, ${reasons.join('; ')}`, fix: null, error: null };
  } catch (error) {
    return failed(name, error);
  }
}

async function probeLicence(graph: Graph): Promise<GraphProbe> {
  const name = 'Microsoft Entra ID edition';
  try {
    const edition = await readEdition(graph, 'interactive');
    if (edition !== 'free') return { name, status: 'ok', found: edition, fix: null, error: null };
    return {
      name,
      status: 'warn',
      found: 'free: Graph answers neither the registration report nor sign-ins',
      fix: 'Assign Microsoft Entra ID P1 or P2. Without it people are answered about themselves, and nobody about the whole tenant.',
      error: null,
    };
  } catch (error) {
    return failed(name, error);
  }
}

function failed(name: string, error: unknown): GraphProbe {
  // Something that is not known to go wrong is a bug, and is not hidden in a list.
  if (!(error instanceof KnownError)) throw error;
  // Most tenants lack some edition: that narrows what Muster can tell and leaves nothing to mend.
  if (error instanceof MissingLicence) {
    return { name, status: 'warn', found: error.message, fix: error.hint, error: null };
  }
  return { name, status: 'fail', found: error.message, fix: error.hint, error };
}
