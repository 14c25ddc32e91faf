import { badRequest } from '../errors.ts';
import { typeModel, type Version } from '../model.ts';
import type { Filterable } from './allowed.ts';
import { checkFilter } from './allowed.ts';
import { type Filter, FilterSyntaxError, parseFilter } from './filter.ts';
import { parseSearch, type Search } from './search.ts';

export type Option = '$filter' | '$select' | '$orderby' | '$top' | '$skip' | '$count' | '$search' | '$expand';

/** What one collection understands, as far as Microsoft documents it. */
export interface Rules {
  readonly type: string;
  readonly options: readonly Option[];
  readonly defaultTop?: number;
  readonly maxTop?: number;
  /** A directory object: advanced queries need ConsistencyLevel and $count. */
  readonly directory?: boolean;
  readonly extraFilters?: Readonly<Record<string, readonly string[]>>;
  readonly filterAnywhere?: readonly string[];
  /** Where no property carries a note about ordering. */
  readonly extraOrder?: readonly string[];
  readonly expandable?: readonly string[];
  /** The logs compare text as it is; the directory does not. */
  readonly caseSensitive?: boolean;
}

export interface Query {
  readonly filter?: Filter;
  readonly search?: Search;
  readonly select?: ReadonlySet<string>;
  readonly expand: ReadonlySet<string>;
  readonly order: readonly { readonly name: string; readonly descending: boolean }[];
  readonly top?: number;
  readonly skip: number;
  readonly count: boolean;
}

export interface Asked {
  readonly version: Version;
  readonly query: ReadonlyMap<string, string>;
  readonly eventual: boolean;
}

export function readQuery(asked: Asked, rules: Rules): Query {
  for (const name of asked.query.keys()) {
    if (name === '$skiptoken' || name === '$format') continue;
    if (!(rules.options as readonly string[]).includes(name)) {
      throw badRequest(`The query option '${name}' is not supported here.`);
    }
  }
  const filter = readFilter(asked, rules);
  const searchText = asked.query.get('$search');
  const select = readSelect(asked, rules);
  const query: Query = {
    ...(filter === undefined ? {} : { filter: filter.filter }),
    ...(searchText === undefined ? {} : { search: parseSearch(searchText, asked.version, rules.type) }),
    ...(select === undefined ? {} : { select }),
    expand: readExpand(asked, rules),
    order: readOrder(asked, rules),
    ...readTop(asked, rules),
    skip: readWhole(asked, '$skip') ?? 0,
    count: readCount(asked),
  };
  if (rules.directory === true) demandEventual(asked, query, filter?.advanced === true);
  return query;
}

function readFilter(asked: Asked, rules: Rules) {
  const text = asked.query.get('$filter');
  if (text === undefined) return undefined;
  const filterable: Filterable = {
    version: asked.version,
    type: rules.type,
    extra: rules.extraFilters ?? {},
    anywhere: rules.filterAnywhere ?? [],
  };
  try {
    const filter = parseFilter(text);
    return { filter, ...checkFilter(filter, filterable) };
  } catch (error) {
    if (error instanceof FilterSyntaxError) throw badRequest(`Invalid filter clause: ${error.message}.`);
    throw error;
  }
}

const listed = (text: string | undefined) =>
  text === undefined ? [] : text.split(',').map((part) => part.trim());

function readSelect(asked: Asked, rules: Rules): ReadonlySet<string> | undefined {
  const names = listed(asked.query.get('$select'));
  if (names.length === 0) return undefined;
  for (const name of names) demandProperty(name, asked.version, rules.type, '$select');
  return new Set(names);
}

function readExpand(asked: Asked, rules: Rules): ReadonlySet<string> {
  const names = listed(asked.query.get('$expand'));
  for (const name of names) {
    if (rules.expandable?.includes(name)) continue;
    throw badRequest(`Could not expand '${name}' on type 'microsoft.graph.${rules.type}'.`);
  }
  return new Set(names);
}

function readOrder(asked: Asked, rules: Rules) {
  return listed(asked.query.get('$orderby')).map((part) => {
    const [name = '', direction = 'asc', ...more] = part.split(/\s+/);
    const property = demandProperty(name, asked.version, rules.type, '$orderby');
    if (more.length > 0 || (direction !== 'asc' && direction !== 'desc')) {
      throw badRequest(`Invalid $orderby clause: '${part}'.`);
    }
    if (property.orderby !== true && !rules.extraOrder?.includes(name)) {
      throw badRequest(`Sorting by '${name}' is not supported.`, 'Request_UnsupportedQuery');
    }
    return { name, descending: direction === 'desc' };
  });
}

function demandProperty(name: string, version: Version, type: string, option: string) {
  const property = typeModel(version, type)?.properties[name];
  if (property !== undefined) return property;
  throw badRequest(
    `Parsing OData ${option} failed: Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`,
  );
}

function readTop(asked: Asked, rules: Rules): { top?: number } {
  const top = readWhole(asked, '$top');
  if (top === undefined) return {};
  const most = rules.maxTop ?? 999;
  if (top < 1 || top > most) {
    throw badRequest(`Invalid page size specified: '${top}'. Must be between 1 and ${most} inclusive.`);
  }
  return { top };
}

function readWhole(asked: Asked, option: Option): number | undefined {
  const text = asked.query.get(option);
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw badRequest(`Invalid value '${text}' for ${option} query option.`);
  return Number(text);
}

function readCount(asked: Asked): boolean {
  const text = asked.query.get('$count');
  if (text === undefined) return false;
  if (text !== 'true' && text !== 'false')
    throw badRequest(`Invalid value '${text}' for $count query option.`);
  return text === 'true';
}

function demandEventual(asked: Asked, query: Query, advancedFilter: boolean): void {
  const reasons = [
    advancedFilter && 'this $filter',
    query.search !== undefined && '$search',
    query.count && '$count',
    query.filter !== undefined && query.order.length > 0 && '$orderby together with $filter',
  ].filter((reason) => typeof reason === 'string');
  const [reason] = reasons;
  if (reason === undefined) return;
  if (!asked.eventual) {
    throw badRequest(
      `Request with ${reason} query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'.`,
      'Request_UnsupportedQuery',
    );
  }
  if (!query.count && (advancedFilter || reason.startsWith('$orderby'))) {
    throw badRequest(`Request with ${reason} needs $count=true.`, 'Request_UnsupportedQuery');
  }
}
