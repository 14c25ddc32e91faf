/** The part of OData's `$filter` that Graph documents, as a tree. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'not'; readonly inner: Filter }
  | {
      readonly kind: 'compare';
      readonly operator: Operator;
      readonly path: readonly string[];
      readonly value: Literal;
    }
  | { readonly kind: 'in'; readonly path: readonly string[]; readonly values: readonly Literal[] }
  | {
      readonly kind: 'startswith' | 'endswith';
      readonly path: readonly string[];
      readonly value: Literal;
    }
  | {
      readonly kind: 'any';
      readonly path: readonly string[];
      readonly variable: string;
      readonly inner: Filter;
    };

const OPERATORS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Literal {
  readonly type: 'string' | 'number' | 'boolean' | 'date' | 'guid' | 'enum' | 'null';
  readonly value: string | number | boolean | null;
}

export class FilterSyntaxError extends Error {
  constructor(message: string, position: number) {
    super(`${message} at position ${position}`);
    this.name = 'FilterSyntaxError';
  }
}

interface Token {
  readonly kind: 'string' | 'guid' | 'date' | 'number' | 'name' | 'mark' | 'end';
  readonly text: string;
  readonly at: number;
}

const TOKEN =
  /\s*(?:(?<string>'(?:[^']|'')*')|(?<guid>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?![\w-])|(?<date>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?)|(?<number>-?\d+(?:\.\d+)?)(?![\w-])|(?<name>[A-Za-z_@][\w.]*)|(?<mark>[(),:/]))/y;

export function parseFilter(text: string): Filter {
  const reader = new Reader(tokensOf(text));
  const filter = readOr(reader);
  reader.expect('end', 'the end');
  return filter;
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(text)?.groups;
    const [kind, found] = Object.entries(groups ?? {}).find(([, value]) => value !== undefined) ?? [];
    if (kind === undefined || found === undefined) {
      throw new FilterSyntaxError(`Syntax error: '${text.slice(at).trim().slice(0, 1)}' is not valid`, at);
    }
    tokens.push({ kind: kind as Token['kind'], text: found, at });
    at = TOKEN.lastIndex;
  }
  return [...tokens, { kind: 'end', text: '', at: text.length }];
}

class Reader {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(ahead = 0): Token {
    const last = this.#tokens.length - 1;
    return this.#tokens[Math.min(this.#next + ahead, last)] ?? { kind: 'end', text: '', at: 0 };
  }

  take(): Token {
    const token = this.peek();
    this.#next += 1;
    return token;
  }

  /** Takes the token if it is this word or mark. */
  takeIf(text: string): boolean {
    const token = this.peek();
    if ((token.kind !== 'name' && token.kind !== 'mark') || token.text !== text) return false;
    this.#next += 1;
    return true;
  }

  expect(kind: Token['kind'], what: string): Token {
    const token = this.take();
    if (token.kind !== kind) throw new FilterSyntaxError(`Syntax error: expected ${what}`, token.at);
    return token;
  }

  expectMark(mark: string): void {
    const token = this.peek();
    if (!this.takeIf(mark)) throw new FilterSyntaxError(`Syntax error: expected '${mark}'`, token.at);
  }
}

function readOr(reader: Reader): Filter {
  let left = readAnd(reader);
  while (reader.takeIf('or')) left = { kind: 'or', left, right: readAnd(reader) };
  return left;
}

function readAnd(reader: Reader): Filter {
  let left = readNot(reader);
  while (reader.takeIf('and')) left = { kind: 'and', left, right: readNot(reader) };
  return left;
}

function readNot(reader: Reader): Filter {
  if (reader.takeIf('not')) return { kind: 'not', inner: readNot(reader) };
  if (reader.takeIf('(')) {
    const inner = readOr(reader);
    reader.expectMark(')');
    return inner;
  }
  return readTest(reader);
}

function readTest(reader: Reader): Filter {
  const first = reader.peek();
  if (reader.peek(1).text === '(' && first.kind === 'name') return readCall(reader);
  const path = readPath(reader);
  if (path.at(-1) === 'any' && reader.takeIf('(')) return readAny(reader, path.slice(0, -1));
  const operator = reader.expect('name', 'an operator');
  if (operator.text === 'in') return { kind: 'in', path, values: readList(reader) };
  const known = OPERATORS.find((name) => name === operator.text);
  if (known === undefined) {
    throw new FilterSyntaxError(`'${operator.text}' is not an operator`, operator.at);
  }
  return { kind: 'compare', operator: known, path, value: readLiteral(reader) };
}

/** OData names functions in lower case; Graph takes startsWith too. */
function readCall(reader: Reader): Filter {
  const name = reader.take();
  const kind = name.text.toLowerCase();
  if (kind !== 'startswith' && kind !== 'endswith') {
    throw new FilterSyntaxError(`The function '${name.text}' is not supported`, name.at);
  }
  reader.expectMark('(');
  const path = readPath(reader);
  reader.expectMark(',');
  const value = readLiteral(reader);
  reader.expectMark(')');
  if (reader.peek().text === 'eq' && reader.peek(1).text === 'true') {
    reader.take();
    reader.take();
  }
  return { kind, path, value };
}

function readAny(reader: Reader, path: readonly string[]): Filter {
  const variable = reader.expect('name', 'a range variable').text;
  reader.expectMark(':');
  const inner = readOr(reader);
  reader.expectMark(')');
  return { kind: 'any', path, variable, inner };
}

function readPath(reader: Reader): readonly string[] {
  const path = [reader.expect('name', 'a property').text];
  while (reader.takeIf('/')) path.push(reader.expect('name', 'a property').text);
  return path;
}

function readList(reader: Reader): readonly Literal[] {
  reader.expectMark('(');
  const values = [readLiteral(reader)];
  while (reader.takeIf(',')) values.push(readLiteral(reader));
  reader.expectMark(')');
  return values;
}

function readLiteral(reader: Reader): Literal {
  const token = reader.take();
  switch (token.kind) {
    case 'string':
      return { type: 'string', value: unquoted(token.text) };
    case 'guid':
      return { type: 'guid', value: token.text.toLowerCase() };
    case 'date':
      return { type: 'date', value: token.text };
    case 'number':
      return { type: 'number', value: Number(token.text) };
    case 'name':
      if (token.text === 'true' || token.text === 'false') {
        return { type: 'boolean', value: token.text === 'true' };
      }
      if (token.text === 'null') return { type: 'null', value: null };
      // microsoft.graph.riskLevel'high'
      if (reader.peek().kind === 'string') return { type: 'enum', value: unquoted(reader.take().text) };
      throw new FilterSyntaxError(`'${token.text}' is not a value: text needs quotes`, token.at);
    default:
      throw new FilterSyntaxError('Syntax error: expected a value', token.at);
  }
}

const unquoted = (text: string) => text.slice(1, -1).replaceAll("''", "'");
