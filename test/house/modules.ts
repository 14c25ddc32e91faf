import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { parseSync, visitorKeys } from 'oxc-parser';

/** The text of a module by its path from the project's root, such as `src/graph/client.ts`. */
export type Modules = ReadonlyMap<string, string>;

export interface ImportFrom {
  /** The file that imports. */
  readonly path: string;
  /** A path from the project's root for our own files, else the package or built-in as it is written. */
  readonly target: string;
  readonly ours: boolean;
  readonly typeOnly: boolean;
}

/** One node of the syntax tree, as far as these checks look at it. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [property: string]: unknown;
}

export function readModules(...folders: readonly string[]): Modules {
  const paths = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => posix.join(folder, name)),
  );
  return new Map(paths.sort().map((path) => [path, readFileSync(path, 'utf8')]));
}

export function parse(path: string, source: string): Node {
  const { program, errors } = parseSync(path, source);
  const [error] = errors;
  if (error) throw new SyntaxError(`${path}: ${error.message}`);
  return asNode(program);
}

/** Every node below this one, each with the property of its parent that holds it. */
export function* nodesIn(node: Node): Generator<{ node: Node; parent: Node; key: string }> {
  for (const key of visitorKeys[node.type] ?? []) {
    for (const child of [node[key]].flat()) {
      if (child === null || child === undefined) continue;
      const found = asNode(child);
      yield { node: found, parent: node, key };
      yield* nodesIn(found);
    }
  }
}

export function lineOf(source: string, node: Node): number {
  return source.slice(0, node.start).split('\n').length;
}

export function importsIn(modules: Modules): readonly ImportFrom[] {
  return [...modules].flatMap(([path, source]) => importsOf(path, source));
}

/** Static imports, re-exports, `import('…')` and the type `import('…').Name`. One whose target is computed is refused. */
function importsOf(path: string, source: string): readonly ImportFrom[] {
  const imports: ImportFrom[] = [];
  for (const { node } of nodesIn(parse(path, source))) {
    if (!IMPORTING.has(node.type) || !node.source) continue;
    const specifier = asNode(node.source).value;
    if (typeof specifier !== 'string') {
      throw new Error(`${path}:${lineOf(source, node)} imports what only a run can tell`);
    }
    const ours = /^\.\.?\//.test(specifier);
    const target = ours ? posix.join(posix.dirname(path), specifier) : specifier;
    imports.push({ path, target, ours, typeOnly: isTypeOnly(node) });
  }
  return imports;
}

const IMPORTING: ReadonlySet<string> = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

function isTypeOnly(node: Node): boolean {
  if (node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type') return true;
  const specifiers = [node.specifiers ?? []].flat().map(asNode);
  return (
    specifiers.length > 0 &&
    specifiers.every((specifier) => specifier.importKind === 'type' || specifier.exportKind === 'type')
  );
}

/** The parser's own types name each kind of node; a walk over all of them needs only what they share. */
function asNode(value: unknown): Node {
  return value as Node;
}
