import type { RoleHolding } from '../rollout/ports.ts';
import type { Graph } from './client.ts';
import { fieldsOf } from './fields.ts';
import { readList, TO_THE_END } from './list.ts';
import type { Urgency } from './window.ts';

/** Every role that is active for somebody or some group, by the template that is the same in every tenant. */
export async function readRoleHoldings(graph: Graph, urgency: Urgency): Promise<readonly RoleHolding[]> {
  const [given, definitions] = await Promise.all([
    readList(
      graph,
      // Whether the holder is a group cannot be had otherwise.
      { name: 'roleAssignments', params: {}, options: { urgency, query: { $expand: 'principal' } } },
      { row: readAssignment, ...TO_THE_END },
    ),
    readList(
      graph,
      { name: 'roleDefinitions', params: {}, options: { urgency } },
      { row: readDefinition, ...TO_THE_END },
    ),
  ]);
  const definitionOf = new Map(definitions.map((definition) => [definition.id, definition]));
  return given.map(({ roleId, ...holding }) => {
    const definition = definitionOf.get(roleId);
    return { ...holding, templateId: definition?.templateId ?? roleId, role: definition?.name ?? roleId };
  });
}

function readAssignment(row: unknown) {
  const fields = fieldsOf(row);
  const [roleId, holderId] = [fields.text('roleDefinitionId'), fields.text('principalId')];
  if (roleId === null || holderId === null) return null;
  const scope = fields.text('directoryScopeId') ?? (fields.text('appScopeId') === null ? '/' : null);
  return {
    roleId: roleId.toLowerCase(),
    holderId: holderId.toLowerCase(),
    toGroup: fields.object('principal').text('@odata.type') === '#microsoft.graph.group',
    wholeTenant: scope === '/',
  };
}

function readDefinition(row: unknown) {
  const fields = fieldsOf(row);
  const id = fields.text('id')?.toLowerCase();
  if (id === undefined) return null;
  const templateId = fields.text('templateId')?.toLowerCase() ?? id;
  return { id, templateId, name: fields.text('displayName') ?? id };
}
