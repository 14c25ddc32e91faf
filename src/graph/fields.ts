import { isRecord } from './outcomes.ts';
import { readTime } from './time.ts';

/**
 * One object of an answer, read leniently: a log holds rows of many years and workloads, and one row with a field
 * missing must not hide the others.
 */
export interface Fields {
  /** Null where it is missing, empty or not text. */
  text(name: string): string | null;
  number(name: string): number | null;
  flag(name: string): boolean | null;
  time(name: string): Date | null;
  /** Never fails: an object that is missing has no fields. */
  object(name: string): Fields;
  /** Null where it is not a list at all, which differs from an empty one. */
  objects(name: string): readonly Fields[] | null;
  texts(name: string): readonly string[];
  has(name: string): boolean;
  /** Whether it is there at all, if only as null. */
  names(name: string): boolean;
}

export function fieldsOf(value: unknown): Fields {
  const record = isRecord(value) ? value : {};
  const text = (name: string) => {
    const found = record[name];
    return typeof found === 'string' && found !== '' ? found : null;
  };
  return {
    text,
    number: (name) => (Number.isFinite(record[name]) ? Number(record[name]) : null),
    flag: (name) => (typeof record[name] === 'boolean' ? record[name] : null),
    time: (name) => readTime(record[name]),
    object: (name) => fieldsOf(record[name]),
    objects: (name) => (Array.isArray(record[name]) ? record[name].map(fieldsOf) : null),
    texts: (name) => {
      const list = record[name];
      return Array.isArray(list)
        ? list.filter((one): one is string => typeof one === 'string' && one !== '')
        : [];
    },
    names: (name) => Object.hasOwn(record, name),
    has: (name) => isRecord(record[name]) || Array.isArray(record[name]),
  };
}
