import { KnownError } from '../errors.ts';
import type { AskOptions, Graph } from './client.ts';
import { type PermissionRow, permissionTable, type RequestName, rowOf } from './requests.ts';
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

/** The cheapest request that each permission answers. */
const TRIES: readonly { readonly name: RequestName; readonly options?: Omit<AskOptions, 'urgency'> }[] = [
  { name: 'organisation', options: { query: { $select: 'id' } } },
  { name: 'subscribedSkus' },
  { name: 'person', options: { query: { $select: 'id,accountEnabled' } } },
  { name: 'groupsHolding', options: { body: { groupIds: [NOBODY] } } },
  { name: 'methods' },
  { name: 'registrationReport', options: { query: { $top: '1' } } },
];

/** Tries each permission once, and tells what works and how to mend what does not. */
export async function* probeGraph(graph: Graph): AsyncGenerator<GraphProbe, void, undefined> {
  for (const row of permissionTable()) yield await probePermission(graph, row);
  yield await probeLicence(graph);
}

async function probePermission(graph: Graph, { permission, reasons }: PermissionRow): Promise<GraphProbe> {
  const name = `Graph permission ${permission}`;
  try {
    for (const { name: request, options } of TRIES.filter(
      (one) => rowOf(one.name).permission === permission,
    )) {
      await graph.ask(request, { id: NOBODY }, { urgency: 'interactive', ...options });
    }
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

/** Something that is not known to go wrong is a bug, and is not hidden in a list. */
function failed(name: string, error: unknown): GraphProbe {
  if (!(error instanceof KnownError)) throw error;
  return { name, status: 'fail', found: error.message, fix: error.hint, error };
}
