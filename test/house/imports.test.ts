import assert from 'node:assert/strict';
import { importsIn, readModules } from './modules.ts';
import {
  brokenBy,
  findCycle,
  type PackageRule,
  type RoomRule,
  roomOf,
  strayPackages,
  usesOfGlobal,
} from './rules.ts';

const WORDS = ['clock', 'errors'];
const PRODUCT = ['people', 'delivery', 'campaign', 'triage', 'rollout'];
const ADAPTERS = ['http', 'cli', 'jobs', 'teams', 'graph', 'store'];
/** What every room that reaches the world may know beside the product. */
const AROUND = [...PRODUCT, ...WORDS, 'environment', 'type config', 'type log'];

/** Imports point downwards: main → app → adapters → cards → product → people → clock, errors. */
const ROOMS: readonly RoomRule[] = [
  {
    room: 'main',
    mayImport: ['app', 'cli', 'config'],
    because: 'the process’s edge hands arguments and environment on and decides nothing',
  },
  {
    room: 'app',
    mayImport: [...ADAPTERS, 'cards', ...PRODUCT, ...WORDS, 'config', 'environment', 'log'],
    because: 'it builds everything, and nobody builds it but main',
  },
  {
    room: 'http',
    mayImport: AROUND,
    because: 'the server is given what it serves; adapters meet in app.ts alone',
  },
  {
    room: 'cli',
    mayImport: AROUND,
    because: 'a command stands on the same product functions as the bot, not on another adapter',
  },
  {
    room: 'jobs',
    mayImport: [...AROUND, 'store/db'],
    because: 'the queue shares the database’s connection and nothing else of the store',
  },
  {
    room: 'teams',
    mayImport: [...AROUND, 'cards'],
    because: 'the bot answers with cards; Graph and the database reach it as ports',
  },
  {
    room: 'graph',
    mayImport: AROUND,
    because: 'Graph is read in the product’s words and shown to nobody from here',
  },
  {
    room: 'store',
    mayImport: AROUND,
    because: 'rows are kept in the product’s words and shown to nobody from here',
  },
  {
    room: 'cards',
    mayImport: ['/cards', ...PRODUCT, ...WORDS],
    because: 'a card draws what the product says, whoever asked',
  },
  {
    room: 'rollout',
    mayImport: ['campaign', 'triage', 'delivery', 'people', ...WORDS],
    because: 'it names failures as triage does and stands on campaigns; neither of them knows a rollout',
  },
  {
    room: 'triage',
    mayImport: ['delivery', 'people', ...WORDS],
    because: 'the product knows no adapter: what it needs it declares as a port',
  },
  {
    room: 'campaign',
    mayImport: ['delivery', 'people', ...WORDS],
    because: 'the product knows no adapter: what it needs it declares as a port',
  },
  {
    room: 'delivery',
    mayImport: ['people', ...WORDS],
    because: 'delivery sends for anybody and knows no campaign',
  },
  {
    room: 'people',
    mayImport: WORDS,
    because: 'everything stands on people, so people stands on nothing',
  },
  { room: 'clock', mayImport: [], because: 'a word for every room belongs to none' },
  { room: 'errors', mayImport: [], because: 'a word for every room belongs to none' },
  { room: 'environment', mayImport: [], because: 'a variable means the same to everybody' },
  {
    room: 'config',
    mayImport: ['environment', 'errors'],
    because: 'configuration is pure: environment in, values out',
  },
  { room: 'log', mayImport: ['log-cleaning'], because: 'a log line is cleaned whatever it is about' },
  { room: 'log-cleaning', mayImport: [], because: 'a log line is cleaned whatever it is about' },
];

const OUTSIDE_PRODUCT = ['main', 'app', ...ADAPTERS, 'cards', 'config', 'environment', 'log', 'log-cleaning'];

/** One SDK, one folder. The first row that fits decides; a package without a row is found, too. */
const PACKAGES: readonly PackageRule[] = [
  { packages: /^bot(builder|framework)/, onlyIn: ['teams'], because: 'botbuilder lives in teams' },
  {
    packages: /^@microsoft\/microsoft-graph-client|^@azure\//,
    onlyIn: ['graph'],
    because: 'the Graph SDK lives in graph',
  },
  { packages: /^(pg$|@electric-sql\/|node:sqlite$)/, onlyIn: ['store'], because: 'all SQL is in store' },
  { packages: /^pg-boss$/, onlyIn: ['jobs'], because: 'the queue lives in jobs' },
  { packages: /^(restify|prom-client)/, onlyIn: ['http'], because: 'restify lives in http' },
  {
    packages: /^(adaptive|intl-messageformat)/,
    onlyIn: ['cards'],
    because: 'cards and texts are drawn in cards',
  },
  { packages: /^undici$/, onlyIn: ['teams'], because: 'it posts what is sent in bulk, and nothing else' },
  { packages: /^pino/, onlyIn: ['log'], because: 'one log, one way of cleaning it' },
  {
    packages: /^zod/,
    onlyIn: OUTSIDE_PRODUCT,
    because: 'what comes from outside is parsed where it comes in',
  },
  { packages: /^(node:)?process$/, onlyIn: ['main'], because: 'main.ts alone touches the process' },
  { packages: /^node:module$/, onlyIn: [], because: 'its require() would hide an import from these rules' },
  {
    packages: /^node:/,
    onlyIn: OUTSIDE_PRODUCT,
    because: 'the product reaches the world through ports alone',
  },
];

const source = readModules('src');
const imports = importsIn(source);
const rooms = new Set(ROOMS.map(({ room }) => room));

describe('the direction of imports', () => {
  it('has a rule for every folder and every file that lies directly in src', () => {
    const unknown = [...source.keys()].filter((path) => !rooms.has(roomOf(path)));
    assert.deepEqual(unknown, [], 'say in ROOMS above what each may import');
  });

  for (const rule of ROOMS) {
    it(`holds for ${rule.room}: ${rule.because}`, () => {
      assert.deepEqual(brokenBy(rule, imports), []);
    });
  }

  it('keeps every package in its room', () => {
    assert.deepEqual(strayPackages(PACKAGES, imports), []);
  });

  it('never goes in a circle, not even for a type', () => {
    assert.deepEqual(findCycle(imports)?.join(' → ') ?? '', '');
  });

  it('leads to the file that is meant: src has no barrel', () => {
    assert.deepEqual(
      [...source.keys()].filter((path) => /\/index\.ts$/.test(path)),
      [],
    );
  });

  it('meets the process in main.ts alone', () => {
    assert.deepEqual(
      usesOfGlobal('process', source).filter((use) => !use.startsWith('src/main.ts:')),
      [],
    );
  });
});
