import type { RoleGrant } from '../triage/ports.ts';
import type { Graph } from './client.ts';
import { fieldsOf } from './fields.ts';
import { readList, TO_THE_END } from './list.ts';
import { isSegment } from './path.ts';
import type { Urgency } from './window.ts';

/** Every directory role that is given to a person or a group. */
export async function readRoleGrants(graph: Graph, urgency: Urgency): Promise<readonly RoleGrant[]> {
  const [given, names] = await Promise.all([
    readList(
      graph,
      // One property may be expanded, and whether the holder is a group cannot be had otherwise.
      { name: 'roleAssignments', params: {}, options: { urgency, query: { $expand: 'principal' } } },
      { row: readAssignment, ...TO_THE_END },
    ),
    readList(
      graph,
      { name: 'roleDefinitions', params: {}, options: { urgency } },
      { row: readName, ...TO_THE_END },
    ),
  ]);
  const nameOf = new Map(names);
  return given.map(({ roleId, ...grant }) => ({ ...grant, role: nameOf.get(roleId) ?? roleId }));
}

function readAssignment(row: unknown): (Omit<RoleGrant, 'role'> & { readonly roleId: string }) | null {
  const fields = fieldsOf(row);
  const [roleId, holderId] = [fields.text('roleDefinitionId'), fields.text('principalId')];
  if (roleId === null || holderId === null) return null;
  const toGroup = fields.object('principal').text('@odata.type') === '#microsoft.graph.group';
  return { roleId, holderId, toGroup };
}

function readName(row: unknown): readonly [string, string] | null {
  const fields = fieldsOf(row);
  const [id, name] = [fields.text('id'), fields.text('displayName')];
  return id === null || name === null ? null : [id, name];
}

/** The roles somebody holds, as their memberships show them: without those that hold for a part of the company. */
export async function readRolesOf(
  graph: Graph,
  urgency: Urgency,
  personId: string,
): Promise<readonly string[]> {
  if (!isSegment(personId)) return [];
  const list = {
    name: 'memberships',
    params: { id: personId },
    options: { urgency, query: { $top: '999' } },
  } as const;
  return readList(graph, list, { row: readRole, most: Number.POSITIVE_INFINITY, pages: 5 });
}

function readRole(row: unknown): string | null {
  const fields = fieldsOf(row);
  if (fields.text('@odata.type') !== '#microsoft.graph.directoryRole') return null;
  // The name is left out where only the membership may be seen.
  return fields.text('displayName') ?? 'a directory role';
}
