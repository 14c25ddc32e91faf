import { lineOf, type Modules, type Node, nodesIn, parse } from './modules.ts';

export interface TestCall {
  readonly path: string;
  readonly line: number;
  /** Titles of the groups around it, then its own; null when one of them is put together at run time. */
  readonly title: string | null;
  readonly isGroup: boolean;
  /** Marked `.only`: every other test would stay unrun. */
  readonly alone: boolean;
}

const GROUPS = new Set(['describe', 'context']);
const TESTS = new Set(['it', 'specify']);

/** Every describe and it of these files, in order. */
export function testsIn(modules: Modules): readonly TestCall[] {
  return [...modules].flatMap(([path, source]) => {
    const calls = [...nodesIn(parse(path, source))].flatMap(({ node }) => readCall(node));
    return calls.map((call) => {
      const around = calls.filter(({ isGroup, node }) => isGroup && contains(node, call.node));
      const titles = [...around, call].map(({ title }) => title);
      return {
        path,
        line: lineOf(source, call.node),
        title: titles.includes(null) ? null : titles.join(' › '),
        isGroup: call.isGroup,
        alone: call.alone,
      };
    });
  });
}

export function sameTitles(tests: readonly TestCall[]): readonly string[] {
  const seen = new Set<string>();
  return tests.flatMap(({ path, line, title, isGroup }) => {
    if (isGroup || title === null) return [];
    const key = `${path} ${title}`;
    if (seen.has(key)) return [`${path}:${line} is a second "${title}"`];
    seen.add(key);
    return [];
  });
}

function readCall(node: Node) {
  if (node.type !== 'CallExpression') return [];
  const callee = node.callee as Node;
  const isMember = callee.type === 'MemberExpression';
  const name = String((isMember ? (callee.object as Node) : callee).name);
  if (!GROUPS.has(name) && !TESTS.has(name)) return [];
  const alone = isMember && (callee.property as Node).name === 'only';
  const [title] = node.arguments as readonly Node[];
  return [{ node, isGroup: GROUPS.has(name), alone, title: textOf(title) }];
}

function textOf(title: Node | undefined): string | null {
  if (title?.type === 'Literal' && typeof title.value === 'string') return title.value;
  if (title?.type !== 'TemplateLiteral' || (title.expressions as readonly Node[]).length > 0) return null;
  return (title.quasis as readonly { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('');
}

function contains(outer: Node, inner: Node): boolean {
  return outer !== inner && outer.start <= inner.start && inner.end <= outer.end;
}
