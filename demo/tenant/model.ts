import { readFileSync } from 'node:fs';

export type Version = 'v1.0' | 'beta';

/** What Microsoft documents about one property: its type, and what a query may do with it. */
export interface PropertyModel {
  readonly type: string;
  readonly collection?: true;
  readonly navigation?: true;
  /** Operators of `$filter`: `eq`, `startsWith`, `any(eq)`, … Absent: cannot be filtered. */
  readonly filter?: readonly string[];
  /** The operators hold for these members of a complex property only. */
  readonly filterOn?: readonly string[];
  readonly filterExtra?: Readonly<Record<string, readonly string[]>>;
  readonly orderby?: true;
  readonly search?: true;
  /** Left out of an answer unless `$select` names it. */
  readonly selectOnly?: true;
}

export interface TypeModel {
  readonly properties: Readonly<Record<string, PropertyModel>>;
}

export interface EnumModel {
  readonly members: readonly string[];
  /** Sent as `unknownFutureValue` unless the request prefers to see them. */
  readonly late?: readonly string[];
  readonly flags?: true;
}

interface Model {
  readonly types: Readonly<Record<string, TypeModel>>;
  readonly enums: Readonly<Record<string, EnumModel>>;
}

export function readSchemaFile(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./schema/${name}`, import.meta.url), 'utf8'));
}

const models = new Map<Version, Model>();

function model(version: Version): Model {
  let found = models.get(version);
  if (found === undefined) {
    // The file is part of the project and its shape is checked by test/demo/tenant-schema.test.ts.
    found = readSchemaFile(`model-${version}.json`) as Model;
    models.set(version, found);
  }
  return found;
}

export function typeModel(version: Version, type: string): TypeModel | undefined {
  return model(version).types[type];
}

export function enumModel(version: Version, type: string): EnumModel | undefined {
  return model(version).enums[type];
}

/** Follows `status/errorCode` from a type. Every step, or undefined where one does not exist in this version. */
export function propertyPath(
  version: Version,
  type: string,
  path: readonly string[],
): readonly PropertyModel[] | undefined {
  const steps: PropertyModel[] = [];
  let current = type;
  for (const name of path) {
    const property = typeModel(version, current)?.properties[name];
    if (property === undefined) return undefined;
    steps.push(property);
    current = property.type;
  }
  return steps;
}
