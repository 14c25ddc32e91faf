import assert from 'node:assert/strict';
import type { Tools } from '../../src/cli/command.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import { loadConfig } from '../../src/config.ts';
import { MissingPermission, Unavailable } from '../../src/errors.ts';
import type { Person } from '../../src/people/people.ts';
import type { Inquiry } from '../../src/triage/collect.ts';
import type { Diagnosis } from '../../src/triage/diagnosis.ts';
import { ADA } from '../support/evidence.ts';

const NOW = new Date('2026-11-20T09:00:00Z');
const DIAGNOSIS: Diagnosis = {
  person: ADA,
  asOf: NOW,
  cause: 'authenticator-on-old-phone',
  tellKey: 'tell.authenticator-on-old-phone',
  confidence: 'high',
  alternatives: ['authenticator-no-notification'],
  also: [],
  securityEscalation: false,
  guards: ['default-method-last'],
  scope: 'person',
  summary: 'The prompts go to a phone that is no longer used.',
  evidence: [
    { source: 'method', at: null, text: 'Authenticator “iPhone 11”.', id: 'm-1' },
    {
      source: 'signIn',
      at: new Date('2026-11-20T08:40:00Z'),
      text: 'The prompt was not answered.',
      id: null,
    },
    { source: 'audit', at: new Date('2026-11-19T08:40:00Z'), text: 'Nothing was changed.', id: 'a-1' },
  ],
  ruledOut: [{ cause: 'wrong-password', why: 'The password was right.' }],
  fixes: [
    {
      id: 're-register',
      who: 'user',
      title: 'Register the phone that is in use now',
      steps: ['Open the page.', 'Add the phone.'],
      destructive: false,
      needsIdentityProof: false,
      link: null,
    },
    {
      id: 'remove-stale-method',
      who: 'helpdesk',
      title: 'Remove the old phone',
      steps: ['Delete it.'],
      destructive: true,
      needsIdentityProof: true,
      link: 'https://entra.microsoft.com/ada',
    },
  ],
  doNot: ['Do not remove the default method first.'],
  nextQuestion: 'Is there a new phone?',
  missing: [{ source: 'risk', reason: 'Reading risky users needs Microsoft Entra ID P2 in this tenant.' }],
};

interface Answers {
  readonly people?: readonly Person[];
  readonly diagnosis?: Diagnosis | Error;
}

async function run(words: readonly string[], { people = [ADA], diagnosis = DIAGNOSIS }: Answers = {}) {
  const unused = () => assert.fail('not used here');
  const asked: Inquiry[] = [];
  const tools: Tools = {
    config: loadConfig({ LOCAL_ONLY: 'true' }),
    clock: { now: () => NOW, sleep: async () => {} },
    directory: {
      findPerson: async (name) => people.find((one) => one.id === name || one.userPrincipalName === name),
      searchPeople: async () => people,
      groupsHolding: unused,
      organisation: unused,
    },
    registrations: { methodsOf: unused, reportPages: unused },
    legacyLog: { interactive: unused, nonInteractive: unused },
    readiness: unused,
    validate: unused,
    tellGate: unused,
    async diagnose(inquiry) {
      asked.push(inquiry);
      if (diagnosis instanceof Error) throw diagnosis;
      return diagnosis;
    },
    askedSince: unused,
    withCampaigns: unused,
    withExceptions: unused,
    plan: unused,
    kit: unused,
    probeGraph: unused,
    probeDatabase: unused,
    migrate: unused,
    serve: unused,
  };
  let [out, said] = ['', ''];
  const status = await runCommandLine(['triage', ...words], {
    out: async (text) => {
      out += text;
    },
    say: (text) => {
      said += text;
    },
    signal: new AbortController().signal,
    tools: async () => tools,
  });
  return { status, out, said, asked };
}

describe('muster triage', () => {
  it('asks about the one person, over the last week', async () => {
    const { status, asked } = await run([ADA.id]);
    assert.equal(status, 0);
    assert.deepEqual(asked, [
      {
        person: ADA,
        question: { since: new Date('2026-11-13T09:00:00Z'), until: NOW, application: null },
      },
    ]);
  });

  it('prints the contract’s document and nothing else with --json', async () => {
    const { out, said } = await run([ADA.id, '--json']);
    assert.equal(said, '');
    assert.equal(out.trimEnd().split('\n').length, 1);
    const { also, scope, ruledOut, doNot, nextQuestion, asOf, ...contract } = JSON.parse(out);
    assert.deepEqual(contract, {
      user: { id: ADA.id, userPrincipalName: 'Ada@contoso.com', displayName: 'Ada Lovelace' },
      cause: 'authenticator-on-old-phone',
      confidence: 'high',
      alternatives: ['authenticator-no-notification'],
      securityEscalation: false,
      guards: ['default-method-last'],
      summary: 'The prompts go to a phone that is no longer used.',
      evidence: [
        { source: 'method', text: 'Authenticator “iPhone 11”.', id: 'm-1' },
        { source: 'signIn', at: '2026-11-20T08:40:00.000Z', text: 'The prompt was not answered.' },
        { source: 'audit', at: '2026-11-19T08:40:00.000Z', text: 'Nothing was changed.', id: 'a-1' },
      ],
      fixes: [
        {
          id: 're-register',
          who: 'user',
          title: 'Register the phone that is in use now',
          steps: ['Open the page.', 'Add the phone.'],
          destructive: false,
          needsIdentityProof: false,
        },
        {
          id: 'remove-stale-method',
          who: 'helpdesk',
          title: 'Remove the old phone',
          steps: ['Delete it.'],
          destructive: true,
          needsIdentityProof: true,
          link: 'https://entra.microsoft.com/ada',
        },
      ],
      missing: [
        { source: 'risk', reason: 'Reading risky users needs Microsoft Entra ID P2 in this tenant.' },
      ],
    });
    assert.deepEqual(
      { also, scope, ruledOut, doNot, nextQuestion, asOf },
      {
        also: [],
        scope: 'person',
        ruledOut: DIAGNOSIS.ruledOut,
        doNot: DIAGNOSIS.doNot,
        nextQuestion: 'Is there a new phone?',
        asOf: '2026-11-20T09:00:00.000Z',
      },
    );
  });

  it('counts an independent second trouble among what is not ruled out', async () => {
    const diagnosis: Diagnosis = { ...DIAGNOSIS, also: ['wrong-password'] };
    const { out } = await run([ADA.id, '--json'], { diagnosis });
    assert.deepEqual(JSON.parse(out).alternatives, ['wrong-password', 'authenticator-no-notification']);
  });

  it('tells a person the verdict first, then what not to do and what to do, then why', async () => {
    const { out } = await run([ADA.id]);
    const order = [
      'Ada Lovelace · Ada@contoso.com',
      DIAGNOSIS.summary,
      'authenticator-on-old-phone · confidence high · this person alone · default-method-last',
      'Do not remove the default method first.',
      'user: Register the phone that is in use now',
      '2. Add the phone.',
      'helpdesk: Remove the old phone (prove first who is asking; cannot be undone)',
      'https://entra.microsoft.com/ada',
      'Is there a new phone?',
      '2026-11-19 08:40 UTC  audit log',
      '2026-11-20 08:40 UTC  sign-in',
      'method        Authenticator “iPhone 11”.',
      'authenticator-no-notification',
      'wrong-password: The password was right.',
      'risk: Reading risky users needs Microsoft Entra ID P2',
      'Read at 2026-11-20 09:00 UTC.',
    ].map((text) => [text, out.indexOf(text)] as const);
    for (const [text, place] of order) assert.ok(place >= 0, `${text} is missing in\n${out}`);
    assert.deepEqual(
      order,
      order.toSorted(([, one], [, other]) => one - other),
    );
  });

  it('leaves out what there is nothing to say about, and breaks lines that are too long', async () => {
    const summary = 'word '.repeat(60).trim();
    const quiet = { ...DIAGNOSIS, summary, doNot: [], ruledOut: [], missing: [], nextQuestion: null };
    const { out } = await run([ADA.id], { diagnosis: quiet });
    assert.doesNotMatch(out, /Do not|Ruled out|Not known|^Ask/m);
    assert.ok(
      out.split('\n').every((line) => line.length <= 90),
      out,
    );
  });

  it('puts an attack before everything else', async () => {
    const { out } = await run([ADA.id], { diagnosis: { ...DIAGNOSIS, securityEscalation: true } });
    assert.ok(out.indexOf('SECURITY FIRST') < out.indexOf(DIAGNOSIS.summary));
    assert.match(out, /SECURITY FIRST/);
  });

  it('shows names as text: a terminal takes no command from a directory', async () => {
    const person = { ...ADA, displayName: 'Ada\u001b[2J\u202eevil\u0007' };
    const { out } = await run([ADA.id], { people: [person], diagnosis: { ...DIAGNOSIS, person } });
    assert.match(out, /^Ada\[2Jevil · /);
  });

  const bob: Person = {
    ...ADA,
    id: 'bob',
    userPrincipalName: 'bob@contoso.com',
    displayName: 'Ada Lovelace',
  };

  it('names those who fit, and ends with 2, where a name is not unique', async () => {
    const { status, out, asked } = await run(['Ada Lovelace', '--json'], { people: [ADA, bob] });
    assert.equal(status, 2);
    assert.deepEqual(asked, []);
    const { error } = JSON.parse(out);
    assert.equal(error.code, 'ambiguous');
    assert.deepEqual(error.candidates, [
      {
        id: ADA.id,
        userPrincipalName: ADA.userPrincipalName,
        displayName: 'Ada Lovelace',
        department: 'Engines',
      },
      { id: 'bob', userPrincipalName: 'bob@contoso.com', displayName: 'Ada Lovelace', department: 'Engines' },
    ]);
    const { said } = await run(['Ada Lovelace'], { people: [ADA, bob] });
    assert.match(said, /Ada@contoso\.com, bob@contoso\.com/);
  });

  it('ends with 4 where nobody fits', async () => {
    const { status, out } = await run(['nobody', '--json'], { people: [] });
    assert.equal(status, 4);
    assert.equal(JSON.parse(out).error.code, 'not-found');
  });

  for (const [error, expected] of [
    [new MissingPermission('User.Read.All', 'accounts'), 3],
    [new Unavailable('Microsoft Graph cannot be reached.', 'Look.'), 5],
  ] as const) {
    it(`ends with ${expected} for ${error.code}`, async () => {
      const { status, out } = await run([ADA.id, '--json'], { diagnosis: error });
      assert.equal(status, expected);
      assert.equal(JSON.parse(out).error.code, error.code);
    });
  }
});
