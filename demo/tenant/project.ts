import type { Entity } from './entity.ts';
import { enumModel, type TypeModel, typeModel, type Version } from './model.ts';

/** How an answer is cut to the version and to what was asked for. */
export interface Projecting {
  readonly version: Version;
  /** From `$select`; undefined: the type's default set. */
  readonly select?: ReadonlySet<string> | undefined;
  readonly expand?: ReadonlySet<string> | undefined;
  /** The request said `Prefer: include-unknown-enum-members`. */
  readonly lateMembers: boolean;
}

const TYPE = '@odata.type';

/** Navigation properties that the service sends without `$expand`, as Microsoft's own samples show. */
const SENT_UNASKED = new Set([
  'authenticationMethodConfigurations',
  'includeTargets',
  'authenticationStrength',
  'combinationConfigurations',
]);

/**
 * The company holds one object per thing with the properties of both versions;
 * what a version does not know is dropped here, so v1.0 and beta differ exactly as Microsoft's do.
 */
export function project(entity: Entity, declared: string, how: Projecting): Entity {
  const type = String(entity[TYPE] ?? declared).replace('#microsoft.graph.', '');
  const model = typeModel(how.version, type);
  if (model === undefined) throw new Error(`there is no type '${type}' in ${how.version}`);
  const names =
    how.select === undefined
      ? type === 'user'
        ? USER_DEFAULTS
        : defaultNames(model, how.expand)
      : [...how.select, ...(how.expand ?? [])];
  const answer: Record<string, unknown> = {};
  // Said only where it is not what the reader expects anyway.
  if (type !== declared) answer[TYPE] = entity[TYPE];
  if (entity.id !== undefined) answer.id = entity.id;
  for (const name of names) {
    const property = model.properties[name];
    if (property === undefined) continue;
    const value = entity[name] ?? (how.select === undefined ? undefined : absent(property));
    if (value !== undefined) answer[name] = cut(value, property.type, how);
    else if (entity[name] === null) answer[name] = null;
  }
  return answer;
}

/** Documented for people: these eleven, with the id, unless `$select` asks for others. */
const USER_DEFAULTS = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
];

const defaults = new WeakMap<TypeModel, readonly string[]>();

function defaultNames(model: TypeModel, expand: ReadonlySet<string> | undefined): readonly string[] {
  let names = defaults.get(model);
  if (names === undefined) {
    names = Object.entries(model.properties)
      .filter(
        ([name, property]) =>
          property.selectOnly !== true && (property.navigation !== true || SENT_UNASKED.has(name)),
      )
      .map(([name]) => name);
    defaults.set(model, names);
  }
  return expand === undefined || expand.size === 0 ? names : [...names, ...expand];
}

const absent = (property: { readonly collection?: true; readonly navigation?: true }) =>
  property.navigation ? undefined : property.collection ? [] : null;

function cut(value: unknown, type: string, how: Projecting): unknown {
  if (Array.isArray(value)) return value.map((item) => cut(item, type, how));
  if (typeof value === 'object' && value !== null) {
    return project(value as Entity, type, { ...how, select: undefined, expand: undefined });
  }
  if (typeof value === 'string' && !how.lateMembers && enumModel(how.version, type)?.late?.includes(value)) {
    return 'unknownFutureValue';
  }
  return value;
}
