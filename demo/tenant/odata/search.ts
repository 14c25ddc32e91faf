import type { Entity } from '../entity.ts';
import { badRequest } from '../errors.ts';
import { typeModel, type Version } from '../model.ts';

/** `"displayName:ali" AND "mobilePhone:+49"`: any of the groups, all of a group's clauses. */
export type Search = readonly (readonly Clause[])[];

interface Clause {
  readonly property: string;
  readonly words: string;
}

export function parseSearch(text: string, version: Version, type: string): Search {
  return text
    .split(/\s+OR\s+/)
    .map((group) => group.split(/\s+AND\s+/).map((clause) => parseClause(clause.trim(), version, type)));
}

function parseClause(text: string, version: Version, type: string): Clause {
  const parts = /^"(\w+):((?:[^"\\]|\\.)*)"$/.exec(text);
  const [, property = '', words = ''] = parts ?? [];
  if (parts === null) {
    throw badRequest(`Syntax error: the $search clause ${text} must be "property:words", in double quotes.`);
  }
  if (typeModel(version, type)?.properties[property]?.search !== true) {
    throw badRequest(
      `Property '${property}' of type '${type}' cannot be searched.`,
      'Request_UnsupportedQuery',
    );
  }
  return { property, words: words.replaceAll(/\\(.)/g, '$1').toLowerCase() };
}

/** Every word asked for begins a word of the property, in any order: the service's tokenised search. */
export function found(search: Search, entity: Entity): boolean {
  return search.some((group) => group.every((clause) => holds(clause, entity)));
}

function holds(clause: Clause, entity: Entity): boolean {
  const value = entity[clause.property];
  if (typeof value !== 'string') return false;
  const tokens = tokensOf(value);
  return tokensOf(clause.words).every((word) => tokens.some((token) => token.startsWith(word)));
}

const tokensOf = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '');
