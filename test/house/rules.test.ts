import assert from 'node:assert/strict';
import { importsIn, type Modules } from './modules.ts';
import {
  brokenBy,
  findCycle,
  type PackageRule,
  type RoomRule,
  strayPackages,
  usesOfGlobal,
} from './rules.ts';

function modules(files: Record<string, string>): Modules {
  return new Map(Object.entries(files));
}

describe('the checker of imports', () => {
  const RULE: RoomRule = {
    room: 'graph',
    mayImport: ['people', 'store/db', 'type config'],
    because: 'a reason',
  };
  const broken = (text: string) => brokenBy(RULE, importsIn(modules({ 'src/graph/client.ts': text })));

  const forbidden: readonly [string, string][] = [
    ['an import', "import { x } from '../teams/bot.ts';"],
    ['an import for its effect', "import '../teams/bot.ts';"],
    ['an import of a type', "import type { X } from '../teams/bot.ts';"],
    ['an import of a type where it is used', "let x: import('../teams/bot.ts').X;"],
    ['a re-export', "export { x } from '../teams/bot.ts';"],
    ['a re-export of everything', "export * from '../teams/bot.ts';"],
    ['a late import', "async function f() { await import('../teams/bot.ts'); }"],
    ['a value where only types are allowed', "import { type Config, loadConfig } from '../config.ts';"],
    ['another file of a room of which one is allowed', "import { x } from '../store/rows.ts';"],
    ['what lies outside src', "import { x } from '../../test/support/fakes.ts';"],
  ];
  for (const [what, text] of forbidden) {
    it(`finds ${what} that the rule forbids, and says why`, () => {
      const [line, ...more] = broken(text);
      assert.match(line ?? '', /^src\/graph\/client\.ts imports .+, but graph may import .+: a reason$/);
      assert.deepEqual(more, []);
    });
  }

  it('passes what the rule allows, the room itself and packages', () => {
    const text = `import { a } from '../people/people.ts';
      import { b } from '../store/db.ts';
      import type { C } from '../config.ts';
      import { type D } from '../config.ts';
      export type { E } from '../config.ts';
      import { f } from './budget.ts';
      import { g } from 'zod';
      // import { h } from '../teams/bot.ts';
      const i = "import { j } from '../teams/bot.ts'";`;
    assert.deepEqual(broken(text), []);
  });

  it('refuses an import whose target only a run can tell', () => {
    assert.throws(() => broken('await import(name);'), /client\.ts:1 imports what only a run can tell/);
  });

  it('refuses a file that it cannot read', () => {
    assert.throws(() => broken('import {'), SyntaxError);
  });
});

describe('the checker of packages', () => {
  const RULES: readonly PackageRule[] = [
    { packages: /^pg$/, onlyIn: ['store'], because: 'all SQL is in store' },
    { packages: /^node:module$/, onlyIn: [], because: 'it hides imports' },
    { packages: /^node:/, onlyIn: ['store', 'graph'], because: 'ports' },
  ];
  const stray = (path: string, text: string) => strayPackages(RULES, importsIn(modules({ [path]: text })));

  it('finds a package outside its room, one that belongs in no room, and one that no rule knows', () => {
    assert.deepEqual(stray('src/graph/client.ts', "import pg from 'pg';"), [
      'src/graph/client.ts imports pg, which belongs in store: all SQL is in store',
    ]);
    assert.deepEqual(stray('src/graph/client.ts', "import { createRequire } from 'node:module';"), [
      'src/graph/client.ts imports node:module, which belongs in no room: it hides imports',
    ]);
    assert.deepEqual(stray('src/graph/client.ts', "import type { X } from 'left-pad';"), [
      'src/graph/client.ts imports left-pad, which no rule gives a room',
    ]);
  });

  it('passes a package in its room', () => {
    assert.deepEqual(stray('src/store/db.ts', "import pg from 'pg'; import fs from 'node:fs';"), []);
  });
});

describe('the checker of circles', () => {
  it('finds one that only types close', () => {
    const imports = importsIn(
      modules({
        'src/people/a.ts': "import { b } from './b.ts';",
        'src/people/b.ts': "import { c } from '../clock.ts'; import { d } from './d.ts';",
        'src/clock.ts': '',
        'src/people/d.ts': "import type { B } from './b.ts';",
      }),
    );
    assert.deepEqual(findCycle(imports), ['src/people/b.ts', 'src/people/d.ts', 'src/people/b.ts']);
  });

  it('finds a file that imports itself', () => {
    const imports = importsIn(modules({ 'src/a.ts': "export * from './a.ts';" }));
    assert.deepEqual(findCycle(imports), ['src/a.ts', 'src/a.ts']);
  });

  it('passes two ways to the same file', () => {
    const imports = importsIn(
      modules({
        'src/a.ts': "import './b.ts'; import './c.ts';",
        'src/b.ts': "import './d.ts';",
        'src/c.ts': "import './d.ts';",
        'src/d.ts': "import 'pg';",
      }),
    );
    assert.equal(findCycle(imports), undefined);
  });
});

describe('the checker of globals', () => {
  const uses = (text: string) => usesOfGlobal('process', modules({ 'src/a.ts': text }));

  for (const text of [
    'process.exit(1);',
    'const { env } = process;',
    'globalThis.process.env;',
    'const x = { process };',
    'f(process);',
    'x[process];',
  ]) {
    it(`finds it in ${text}`, () => {
      assert.deepEqual(uses(`\n${text}`), ['src/a.ts:2']);
    });
  }

  it('passes a property, a key, a comment and a text of that name', () => {
    assert.deepEqual(uses("/* process */ row.process; const x = { process: 1, 'process ': 'process' };"), []);
  });
});
