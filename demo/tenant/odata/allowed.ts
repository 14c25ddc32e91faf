import { badRequest } from '../errors.ts';
import { enumModel, type PropertyModel, propertyPath, type Version } from '../model.ts';
import type { Filter, Literal } from './filter.ts';

/** What may stand in a `$filter` beyond the notes on the properties themselves. */
export interface Filterable {
  readonly version: Version;
  readonly type: string;
  /** Paths that a documentation page allows although the property carries no note: `initiatedBy/user/id`. */
  readonly extra: Readonly<Record<string, readonly string[]>>;
  /** Operators on every property, where Microsoft documents filtering without naming properties. */
  readonly anywhere: readonly string[];
}

interface Scope {
  readonly filterable: Filterable;
  /** Range variables of enclosing any(…), with the path each stands for. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
  readonly negated: boolean;
}

/**
 * Refuses what Microsoft does not document. Answers whether the filter is an advanced query,
 * which the directory runs only with `ConsistencyLevel: eventual` and `$count=true`.
 */
export function checkFilter(filter: Filter, filterable: Filterable): { readonly advanced: boolean } {
  return { advanced: check(filter, { filterable, variables: new Map(), negated: false }) };
}

function check(filter: Filter, scope: Scope): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const left = check(filter.left, scope);
      return check(filter.right, scope) || left;
    }
    case 'not':
      check(filter.inner, { ...scope, negated: true });
      return true;
    case 'compare':
      demand(filter.path, filter.operator, [filter.value], scope);
      return filter.operator === 'ne';
    case 'in':
      demand(filter.path, 'in', filter.values, scope);
      if (filter.values.length > 15) {
        throw badRequest(`Too many values for 'in': ${filter.values.length}, at most 15.`);
      }
      return false;
    case 'startswith':
    case 'endswith':
      demand(filter.path, filter.kind, [filter.value], scope);
      return filter.kind === 'endswith';
    case 'any': {
      const { steps } = resolve(filter.path, scope);
      if (steps.at(-1)?.collection !== true) {
        throw badRequest(`Invalid filter clause: '${filter.path.join('/')}' is not a collection.`);
      }
      const variables = new Map(scope.variables).set(filter.variable, filter.path);
      return check(filter.inner, { ...scope, variables });
    }
  }
}

function demand(path: readonly string[], operator: string, values: readonly Literal[], scope: Scope): void {
  const { steps, full, throughAny } = resolve(path, scope);
  const name = full.join('/');
  const property = steps.at(-1);
  if (property === undefined) throw badRequest(`Invalid filter clause: '${name}'.`);
  if (property.collection === true && !throughAny) {
    throw badRequest(`Invalid filter clause: '${name}' is a collection and needs any().`);
  }
  const operators = operatorsFor(full, steps, scope.filterable);
  const asked = scope.negated ? [operator, 'not'] : [operator];
  for (const one of asked) {
    if (!operators.includes(one)) {
      throw badRequest(
        `Unsupported or invalid query filter clause specified for property '${name}' of resource ` +
          `'${scope.filterable.type}': '${one}' is not supported.`,
        'Request_UnsupportedQuery',
      );
    }
  }
  for (const value of values) demandType(name, property.type, value, scope.filterable.version);
}

function resolve(path: readonly string[], scope: Scope) {
  const [first = '', ...rest] = path;
  const variable = scope.variables.get(first);
  const full = variable === undefined ? path : [...variable, ...rest];
  const steps = propertyPath(scope.filterable.version, scope.filterable.type, full);
  if (steps === undefined) {
    throw badRequest(
      `Could not find a property named '${full.join('/')}' on type 'microsoft.graph.${scope.filterable.type}'.`,
    );
  }
  return { steps, full, throughAny: variable !== undefined };
}

function operatorsFor(
  path: readonly string[],
  steps: readonly PropertyModel[],
  filterable: Filterable,
): readonly string[] {
  const extra = filterable.extra[path.join('/')];
  if (extra !== undefined) return extra;
  const [property] = steps;
  if (property === undefined) return [];
  const member = path[1];
  const onMember =
    property.filterOn === undefined || (member !== undefined && property.filterOn.includes(member));
  const documented = onMember
    ? [...(property.filter ?? []), ...(property.filterExtra?.[member ?? ''] ?? [])]
    : [];
  // `any(eq)` is Microsoft's way of noting eq inside any().
  return [...documented, ...filterable.anywhere].map((note) =>
    note.replace(/^any\((.*)\)$/, '$1').toLowerCase(),
  );
}

const QUOTED = new Set(['Edm.String']);

function demandType(name: string, type: string, literal: Literal, version: Version): void {
  if (literal.type === 'null') return;
  const wanted = literalTypes(type, version);
  if (!wanted.includes(literal.type)) {
    throw badRequest(
      `A binary operator with incompatible types was detected at '${name}': found '${literal.type}', ` +
        `expected ${wanted.join(' or ')}${QUOTED.has(type) ? ' in quotes' : ''}.`,
    );
  }
  const members = enumModel(version, type)?.members;
  if (members !== undefined && !members.includes(String(literal.value))) {
    throw badRequest(`The value '${String(literal.value)}' is not a member of 'microsoft.graph.${type}'.`);
  }
}

function literalTypes(type: string, version: Version): readonly Literal['type'][] {
  if (enumModel(version, type) !== undefined) return ['string', 'enum'];
  switch (type) {
    case 'Edm.String':
      return ['string'];
    case 'Edm.Boolean':
      return ['boolean'];
    case 'Edm.DateTimeOffset':
      return ['date'];
    case 'Edm.Guid':
      return ['guid'];
    default:
      return type.startsWith('Edm.') ? ['number'] : [];
  }
}
