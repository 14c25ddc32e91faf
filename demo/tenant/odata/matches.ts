import type { Entity } from '../entity.ts';
import type { Filter, Literal, Operator } from './filter.ts';

/** The directory compares text without regard to case; the logs compare it as it is. */
export interface Comparing {
  readonly caseSensitive: boolean;
}

export function matches(filter: Filter, entity: Entity, comparing: Comparing): boolean {
  return test(filter, (path) => valueAt(entity, path), comparing);
}

type Lookup = (path: readonly string[]) => unknown;

function test(filter: Filter, lookup: Lookup, comparing: Comparing): boolean {
  switch (filter.kind) {
    case 'and':
      return test(filter.left, lookup, comparing) && test(filter.right, lookup, comparing);
    case 'or':
      return test(filter.left, lookup, comparing) || test(filter.right, lookup, comparing);
    case 'not':
      return !test(filter.inner, lookup, comparing);
    case 'compare':
      return compare(lookup(filter.path), filter.operator, filter.value, comparing);
    case 'in':
      return filter.values.some((value) => compare(lookup(filter.path), 'eq', value, comparing));
    case 'startswith':
    case 'endswith': {
      const text = fold(lookup(filter.path), comparing);
      const part = fold(filter.value.value, comparing);
      if (typeof text !== 'string' || typeof part !== 'string') return false;
      return filter.kind === 'startswith' ? text.startsWith(part) : text.endsWith(part);
    }
    case 'any': {
      const items = lookup(filter.path);
      if (!Array.isArray(items)) return false;
      return items.some((item) =>
        test(
          filter.inner,
          (path) => (path[0] === filter.variable ? valueAt(item, path.slice(1)) : lookup(path)),
          comparing,
        ),
      );
    }
  }
}

export function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (current, name) =>
      typeof current === 'object' && current !== null ? (current as Entity)[name] : undefined,
    value,
  );
}

function compare(found: unknown, operator: Operator, literal: Literal, comparing: Comparing): boolean {
  const left = literal.type === 'date' ? moment(found) : fold(found ?? null, comparing);
  const right = literal.type === 'date' ? moment(literal.value) : fold(literal.value, comparing);
  if (operator === 'eq') return left === right;
  if (operator === 'ne') return left !== right;
  if (left === null || right === null || typeof left !== typeof right) return false;
  if (typeof left !== 'string' && typeof left !== 'number') return false;
  const order = left < (right as typeof left) ? -1 : left > (right as typeof left) ? 1 : 0;
  switch (operator) {
    case 'gt':
      return order > 0;
    case 'ge':
      return order >= 0;
    case 'lt':
      return order < 0;
    case 'le':
      return order <= 0;
  }
}

const moment = (value: unknown) => (typeof value === 'string' ? Date.parse(value) : null);

const fold = (value: unknown, comparing: Comparing) =>
  typeof value === 'string' && !comparing.caseSensitive ? value.toLowerCase() : value;
