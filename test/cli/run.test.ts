import assert from 'node:assert/strict';
import type { Probe, Tools } from '../../src/cli/command.ts';
import { CLI_COMMANDS, runCommandLine } from '../../src/cli/run.ts';
import { loadConfig } from '../../src/config.ts';
import {
  BadConfiguration,
  MissingLicence,
  MissingPermission,
  NotFound,
  TryAgainLater,
  Unavailable,
} from '../../src/errors.ts';
import type { Person, RegistrationRow } from '../../src/people/people.ts';

const NOW = new Date('2026-11-20T09:00:00Z');
const row = (number: number, over: Partial<RegistrationRow> = {}): RegistrationRow => ({
  personId: `00000000-0000-4000-8000-00000000000${number}`,
  userPrincipalName: `person${number}@x.example`,
  displayName: `Person ${number}`,
  kind: 'member',
  isAdmin: false,
  mfaRegistered: true,
  mfaCapable: true,
  passwordlessCapable: false,
  methods: ['microsoftAuthenticatorPush', 'mobilePhone'],
  updatedAt: new Date('2026-11-20T05:00:00Z'),
  ...over,
});
const PAGES = [
  [row(1), row(2, { mfaRegistered: false, methods: [], isAdmin: true, displayName: '=cmd, "x"' })],
  [row(3, { methods: ['mobilePhone'], kind: 'guest' })],
];

const ok = (name: string): Probe => ({ name, status: 'ok', found: 'works', fix: null, error: null });

function toolsWith(over: Partial<Tools> & { pages?: (readonly RegistrationRow[] | Error)[] } = {}): Tools {
  const unused = () => assert.fail('not used here');
  return {
    config: loadConfig({ LOCAL_ONLY: 'true' }),
    clock: { now: () => NOW, sleep: async () => {} },
    directory: { findPerson: unused, searchPeople: unused, groupsHolding: unused, organisation: unused },
    registrations: {
      methodsOf: unused,
      async *reportPages() {
        for (const page of over.pages ?? PAGES) {
          if (page instanceof Error) throw page;
          yield page;
        }
      },
    },
    legacyLog: { interactive: unused, nonInteractive: unused },
    readiness: unused,
    validate: unused,
    tellGate: unused,
    diagnose: unused,
    askedSince: unused,
    withCampaigns: unused,
    withExceptions: unused,
    plan: unused,
    kit: unused,
    async *probeGraph() {
      yield ok('Graph');
    },
    probeDatabase: async () => ok('database'),
    migrate: async () => ({ applied: ['0001-conversations'], version: 1 }),
    serve: async () => {},
    ...over,
  };
}

async function run(words: string, tools: Tools | Error = toolsWith(), signal = new AbortController().signal) {
  let out = '';
  let said = '';
  const status = await runCommandLine(words.split(' ').filter(Boolean), {
    out: async (text) => {
      out += text;
    },
    say: (text) => {
      said += text;
    },
    signal,
    tools: async () => {
      if (tools instanceof Error) throw tools;
      return tools;
    },
  });
  return { status, out, said };
}

describe('the command line', () => {
  it('lists every command in its help, and succeeds', async () => {
    const { status, out } = await run('help');
    assert.equal(status, 0);
    for (const command of CLI_COMMANDS) assert.ok(out.includes(command.usage));
  });

  it('lists every command as one JSON document too', async () => {
    const { status, out } = await run('help --json');
    assert.equal(status, 0);
    const { commands } = JSON.parse(out);
    assert.equal(commands.length, CLI_COMMANDS.length);
  });

  it('leaves a reading at the first Ctrl-C, with the status that shells know and a clear line', async () => {
    const stopping = new AbortController();
    const hanging = toolsWith({
      registrations: {
        methodsOf: () => assert.fail('not used here'),
        async *reportPages() {
          stopping.abort();
          await new Promise(() => {});
          yield [];
        },
      },
    });
    const { status, out, said } = await run('registration --csv', hanging, stopping.signal);
    assert.equal(status, 130);
    assert.equal(out, '');
    assert.match(said, /^Stopped before the end/);
  });

  it('lets the server stop in order at Ctrl-C', async () => {
    const stopping = new AbortController();
    const serving = toolsWith({
      serve: async (signal) => {
        stopping.abort();
        assert.equal(signal.aborted, true);
      },
    });
    assert.equal((await run('serve', serving, stopping.signal)).status, 0);
  });

  it('shows help and says that it was used wrongly when nothing was asked', async () => {
    assert.equal((await run('')).status, 2);
  });

  for (const [words, expected] of [
    ['dance', /no command/],
    ['registration --json --csv', /Both/],
    ['registration alice', /takes nothing/],
    ['migrate --force', /--force/],
  ] as const) {
    it(`refuses “muster ${words}” with status 2 and says what to do`, async () => {
      const { status, out, said } = await run(words);
      assert.equal(status, 2);
      assert.match(words.includes('--json') ? out : said, expected);
    });
  }

  const failures: readonly [Error, number, string][] = [
    [new BadConfiguration(['PORT is wrong.']), 2, 'bad-configuration'],
    [new MissingPermission('AuditLog.Read.All', 'the registration report'), 3, 'missing-permission'],
    [new MissingLicence('Microsoft Entra ID P1', 'the registration report'), 3, 'missing-licence'],
    [new NotFound('Nobody.', 'Look again.'), 4, 'not-found'],
    [new Unavailable('Graph does not answer.', 'Try again.'), 5, 'unavailable'],
    [new TryAgainLater(7, 'Graph'), 5, 'try-again-later'],
    [new TypeError('x is not a function'), 1, 'bug'],
  ];
  for (const [error, expected, code] of failures) {
    it(`ends with ${expected} and one JSON document for ${code}`, async () => {
      const { status, out, said } = await run('registration --json', error);
      assert.equal(status, expected);
      assert.equal(said, '');
      const document = JSON.parse(out);
      assert.deepEqual(Object.keys(document), ['error']);
      assert.equal(document.error.code, code);
      assert.ok(document.error.message && document.error.hint);
    });
  }
});

describe('muster registration', () => {
  it('counts, and names the administrators who have nothing', async () => {
    const { status, out } = await run('registration');
    assert.equal(status, 0);
    assert.match(out, /66\.7 % of 3 accounts have a second step/);
    assert.match(out, /1 of 1 administrators have nothing registered/);
    assert.match(out, /1 {2}with SMS or voice alone, which ends on 2027-02-01/);
  });

  it('says that there is nobody in an empty tenant', async () => {
    assert.match((await run('registration', toolsWith({ pages: [] }))).out, /report is empty/);
  });

  it('prints everybody as one JSON document with the totals', async () => {
    const { out } = await run('registration --json');
    const document = JSON.parse(out);
    assert.deepEqual(
      document.people.map((one: { state: string }) => one.state),
      ['registered', 'none', 'phone-only'],
    );
    assert.equal(document.people[0].id, row(1).personId);
    assert.equal('personId' in document.people[0], false);
    assert.equal(document.totals.people, 3);
    assert.equal(document.asOf, NOW.toISOString());
  });

  it('prints an empty tenant as JSON too', async () => {
    assert.deepEqual(JSON.parse((await run('registration --json', toolsWith({ pages: [] }))).out).people, []);
  });

  it('closes the document with the error in it when Graph fails half-way', async () => {
    const [first = []] = PAGES;
    const pages = [first, new Unavailable('Graph does not answer.', 'Try again.')];
    const { status, out } = await run('registration --json', toolsWith({ pages }));
    assert.equal(status, 5);
    const document = JSON.parse(out);
    assert.equal(document.people.length, 2);
    assert.equal(document.error.code, 'unavailable');
  });

  it('prints everybody as CSV that a spreadsheet can open safely', async () => {
    const { out } = await run('registration --csv');
    const lines = out.split('\r\n');
    assert.equal(lines.length, 5);
    assert.match(lines[0] ?? '', /^id,userPrincipalName,displayName/);
    assert.match(lines[2] ?? '', /"'=cmd, ""x"""/);
  });
});

describe('muster doctor', () => {
  const missing = new MissingPermission('AuditLog.Read.All', 'the registration report');
  const down = new Unavailable('The database does not answer.', 'Start it.');
  const failed = (error: Error): Probe => ({
    name: 'x',
    status: 'fail',
    found: error.message,
    fix: 'Mend it.',
    error,
  });
  const graphOf = (...probes: Probe[]) =>
    async function* () {
      yield* probes;
    };

  it('says what is in order and what to look at, and succeeds', async () => {
    const { status, out } = await run('doctor');
    assert.equal(status, 0);
    assert.match(out, /warn {2}break-glass accounts/);
    assert.match(out, /0 to mend/);
  });

  it('looks for every break-glass account, and names the one that does not exist', async () => {
    const here = { id: row(1).personId } as Person;
    const base = toolsWith();
    const tools = toolsWith({
      config: loadConfig({ LOCAL_ONLY: 'true', BREAK_GLASS_IDS: 'one@x.example,typo@x.example' }),
      directory: {
        ...base.directory,
        findPerson: async (id) => (id === 'one@x.example' ? here : undefined),
      },
    });
    const { status, out } = await run('doctor', tools);
    assert.equal(status, 2);
    assert.match(out, /ok {4}break-glass account one@x\.example/);
    assert.match(out, /FAIL {2}break-glass account typo@x\.example: nobody[^\n]*\n[^\n]*BREAK_GLASS_IDS/);
  });

  it('says what it did not try', async () => {
    const id = row(1).personId;
    const config = loadConfig({
      LOCAL_ONLY: 'true',
      ADMIN_GROUP_ID: id,
      HELPDESK_GROUP_ID: id,
      SECURITY_GROUP_ID: id,
      TEAMS_APP_CATALOG_ID: id,
    });
    const { out } = await run('doctor', toolsWith({ config }));
    assert.match(out, /roles: .*was not tried/);
    assert.match(out, /app catalogue: .*not tried/);
  });

  it('ends with 3 when a permission is missing, with how to mend it', async () => {
    const { status, out, said } = await run(
      'doctor',
      toolsWith({ probeGraph: graphOf(ok('a'), failed(missing)) }),
    );
    assert.equal(status, 3);
    assert.match(out, /FAIL {2}x: .*AuditLog\.Read\.All/);
    assert.match(out, /Mend it\./);
    assert.equal(said, '');
  });

  it('ends with 5 when something does not answer, whatever else is missing', async () => {
    const tools = toolsWith({
      probeGraph: graphOf(failed(missing)),
      probeDatabase: async () => failed(down),
    });
    assert.equal((await run('doctor', tools)).status, 5);
  });

  it('prints one JSON document, also when something is to be mended', async () => {
    const { out } = await run('doctor --json', toolsWith({ probeGraph: graphOf(failed(missing)) }));
    const { checks } = JSON.parse(out);
    assert.ok(checks.length >= 5);
    assert.deepEqual(Object.keys(checks[0]), ['name', 'status', 'found', 'fix']);
  });
});

describe('muster migrate', () => {
  it('says what it applied, or that there was nothing to do', async () => {
    assert.match((await run('migrate')).out, /Applied 0001-conversations/);
    const upToDate = toolsWith({ migrate: async () => ({ applied: [], version: 3 }) });
    assert.match((await run('migrate', upToDate)).out, /up to date \(version 3\)/);
  });
});
