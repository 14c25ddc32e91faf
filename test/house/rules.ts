import { type ImportFrom, lineOf, type Modules, nodesIn, parse } from './modules.ts';

/** A room is a folder of src, or a file that lies directly in it. */
export interface RoomRule {
  readonly room: string;
  /** Rooms, or one file of a room as `store/db`. `type config` allows its types alone. */
  readonly mayImport: readonly string[];
  readonly because: string;
}

export interface PackageRule {
  readonly packages: RegExp;
  readonly onlyIn: readonly string[];
  readonly because: string;
}

/** `src/graph/client.ts` is in `graph`, `src/log.ts` is `log`; what lies outside src has its first folder. */
export function roomOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  return top === 'src' ? second.replace(/\.ts$/, '') : `/${top}`;
}

/** What one room's files import against its rule, a line each. */
export function brokenBy(rule: RoomRule, imports: readonly ImportFrom[]): readonly string[] {
  return imports
    .filter(({ path, ours }) => ours && roomOf(path) === rule.room)
    .filter(({ target }) => roomOf(target) !== rule.room)
    .filter(({ target, typeOnly }) => !rule.mayImport.some((allowed) => allows(allowed, target, typeOnly)))
    .map(
      ({ path, target, typeOnly }) =>
        `${path} imports ${target}${typeOnly ? ' (its types)' : ''}, but ${rule.room} may import ` +
        `${rule.mayImport.join(', ') || 'nothing'}: ${rule.because}`,
    );
}

function allows(allowed: string, target: string, typeOnly: boolean): boolean {
  const [, typesAlone, place] = /^(type )?(.*)$/.exec(allowed) ?? [];
  if (typesAlone && !typeOnly) return false;
  return place === roomOf(target) || `src/${place}.ts` === target;
}

/** Packages and built-ins outside their room, and packages that no rule knows. */
export function strayPackages(
  rules: readonly PackageRule[],
  imports: readonly ImportFrom[],
): readonly string[] {
  const stray: string[] = [];
  for (const { path, target, ours } of imports) {
    if (ours) continue;
    const rule = rules.find(({ packages }) => packages.test(target));
    if (!rule) stray.push(`${path} imports ${target}, which no rule gives a room`);
    else if (!rule.onlyIn.includes(roomOf(path))) {
      stray.push(
        `${path} imports ${target}, which belongs in ${rule.onlyIn.join(', ') || 'no room'}: ${rule.because}`,
      );
    }
  }
  return stray;
}

/** One circle of imports: its files in order, the first one again at the end. */
export function findCycle(imports: readonly ImportFrom[]): readonly string[] | undefined {
  const edges = new Map<string, string[]>();
  for (const { path, target } of imports) {
    edges.set(path, [...(edges.get(path) ?? []), target]);
  }
  const finished = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (finished.has(path)) return undefined;
    for (const target of edges.get(path) ?? []) {
      const cycle = visit(target, [...trail, path]);
      if (cycle) return cycle;
    }
    finished.add(path);
    return undefined;
  };
  for (const path of edges.keys()) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return undefined;
}

/** Where a global such as `process` is named: by itself, or as a property of the global object. */
export function usesOfGlobal(name: string, modules: Modules): readonly string[] {
  const uses: string[] = [];
  for (const [path, source] of modules) {
    for (const { node, parent, key } of nodesIn(parse(path, source))) {
      if (node.type !== 'Identifier' || node.name !== name) continue;
      const isName = (key === 'property' || key === 'key') && parent.computed !== true;
      if (isName && !isOfGlobalObject(source, parent.object)) continue;
      uses.push(`${path}:${lineOf(source, node)}`);
    }
  }
  return uses;
}

function isOfGlobalObject(source: string, object: unknown): boolean {
  const { start, end } = (object ?? { start: 0, end: 0 }) as { start: number; end: number };
  return /^(globalThis|global)$/.test(source.slice(start, end));
}
