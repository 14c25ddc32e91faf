import { badRequest, GraphError, segmentNotFound } from './errors.ts';
import { readSchemaFile, type Version } from './model.ts';

/** One row of schema/operations.json: what Microsoft says about one method on one path. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly versions: readonly Version[];
  readonly query: readonly string[];
  /** Application permissions. Any one of the two lists will do. */
  readonly least: readonly string[];
  readonly higher: readonly string[];
  readonly response: {
    readonly kind: 'collection' | 'entity' | 'count' | 'none';
    readonly type?: string;
  };
  /** Name of the schema of the request's body. */
  readonly body?: string;
}

export const OPERATIONS = readSchemaFile('operations.json') as readonly Operation[];

export const nameOf = (operation: Operation) => `${operation.method} ${operation.path}`;

export interface Found {
  readonly operation: Operation;
  readonly keys: readonly string[];
}

/** Finds the operation, or refuses in Graph's words: unknown segments first, then unknown methods. */
export function findOperation(method: string, path: string, version: Version): Found {
  const segments = segmentsOf(path);
  const here = OPERATIONS.filter((operation) => operation.versions.includes(version));
  const fitting = here.filter((operation) => fits(templateOf(operation), segments, segments.length));
  if (fitting.length === 0) throw segmentNotFound(firstUnknown(here, segments));
  const literal = Math.min(...fitting.map((operation) => keysOf(templateOf(operation), segments).length));
  const operation = fitting.find(
    (one) => one.method === method && keysOf(templateOf(one), segments).length === literal,
  );
  if (operation === undefined) {
    throw new GraphError(
      405,
      'MethodNotAllowed',
      `Specified HTTP method is not allowed for the request target.`,
    );
  }
  return { operation, keys: keysOf(templateOf(operation), segments) };
}

/** `users('ada')` is the same as `users/ada`. */
function segmentsOf(path: string): readonly string[] {
  return path
    .replaceAll(/\('([^']*)'\)/g, '/$1')
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => {
      try {
        return decodeURIComponent(segment);
      } catch (cause) {
        throw Object.assign(badRequest(`The segment '${segment}' is not valid percent-encoding.`), { cause });
      }
    });
}

const templates = new WeakMap<Operation, readonly string[]>();

function templateOf(operation: Operation): readonly string[] {
  let template = templates.get(operation);
  if (template === undefined) {
    template = operation.path.slice(1).split('/');
    templates.set(operation, template);
  }
  return template;
}

const isKey = (part: string) => part.startsWith('{');

function fits(template: readonly string[], segments: readonly string[], count: number): boolean {
  if (count === segments.length && template.length !== segments.length) return false;
  if (template.length < count) return false;
  return segments.slice(0, count).every((segment, index) => {
    const part = template[index] ?? '';
    return isKey(part) ? !segment.startsWith('$') : same(part, segment);
  });
}

/** Casts come as `graph.user` or `microsoft.graph.user`; other segments without regard to case. */
const same = (part: string, segment: string) =>
  part.toLowerCase() === segment.toLowerCase().replace(/^microsoft\.graph\./, 'graph.');

const keysOf = (template: readonly string[], segments: readonly string[]) =>
  segments.filter((_, index) => isKey(template[index] ?? ''));

function firstUnknown(operations: readonly Operation[], segments: readonly string[]): string {
  for (let count = 1; count <= segments.length; count += 1) {
    const known = operations.some((operation) => {
      const template = templateOf(operation);
      return template.length >= count && fits(template, segments, count) === true;
    });
    if (!known) return segments[count - 1] ?? '';
  }
  return segments.at(-1) ?? '';
}
