import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MissingPermission, Unavailable } from '../../src/errors.ts';
import {
  ADDRESSES_COUNTED,
  createLegacyCounter,
  type LegacyPerson,
  readLegacyAuth,
} from '../../src/rollout/legacy-auth.ts';
import type { LegacyLog, LegacySignIn } from '../../src/rollout/legacy-sign-in.ts';

const NOW = new Date('2026-11-20T09:00:00Z');
const HOUR = 3_600_000;
const WRONG_PASSWORD = 50126;
const BLOCKED_BY_POLICY = 53003;

function signIn(over: Partial<LegacySignIn> & { readonly hoursAgo?: number } = {}): LegacySignIn {
  const { hoursAgo = 1, ...rest } = over;
  return {
    personId: 'p1',
    userPrincipalName: 'ada@contoso.example',
    displayName: 'Ada',
    protocol: 'IMAP4',
    application: 'Office 365 Exchange Online',
    device: null,
    ip: '198.51.100.1',
    at: new Date(NOW.getTime() - hoursAgo * HOUR),
    code: 0,
    ...rest,
  };
}

function counted(rows: readonly LegacySignIn[], nonInteractive = false) {
  const counter = createLegacyCounter();
  for (const row of rows) counter.add(row, { nonInteractive });
  return counter.report({ days: 30, since: new Date(0), asOf: NOW });
}

function adviceTo(...rows: readonly Partial<LegacySignIn>[]): readonly string[] {
  return counted(rows.map(signIn)).people.flatMap(({ uses }) => uses.map(({ advice }) => advice));
}

const names = (people: readonly LegacyPerson[]) => people.map(({ displayName }) => displayName);

describe('the count of legacy sign-ins', () => {
  it('counts one whose outcome the log does not tell, and not as a success', () => {
    const { people, totals } = counted([signIn({ code: null })]);
    assert.deepEqual([totals.successes, totals.failures], [0, 1]);
    assert.equal(people[0]?.uses[0]?.lastCode, null);
  });

  it('groups by account, protocol and application, with the last time of each outcome', () => {
    const { people, totals } = counted([
      signIn({ hoursAgo: 3, ip: '198.51.100.2', device: 'Thunderbird' }),
      signIn({ hoursAgo: 2, code: WRONG_PASSWORD }),
      signIn({ hoursAgo: 5, code: BLOCKED_BY_POLICY }),
      signIn({ hoursAgo: 9, protocol: 'POP3' }),
      signIn({ hoursAgo: 4, application: 'Payroll' }),
      signIn({ personId: 'p2', displayName: 'Ben', code: BLOCKED_BY_POLICY }),
    ]);
    assert.deepEqual(names(people), ['Ada', 'Ben']);
    assert.equal(people[0]?.uses.length, 3);
    assert.deepEqual(people[0]?.uses[0], {
      protocol: 'IMAP4',
      application: 'Office 365 Exchange Online',
      device: 'Thunderbird',
      successes: 1,
      failures: 2,
      nonInteractive: 0,
      lastSeen: new Date(NOW.getTime() - 2 * HOUR),
      lastSuccess: new Date(NOW.getTime() - 3 * HOUR),
      lastCode: WRONG_PASSWORD,
      addresses: 2,
      advice: 'mail-program',
    });
    assert.deepEqual(totals, {
      people: 2,
      peopleWithSuccess: 1,
      signIns: 6,
      successes: 3,
      failures: 3,
      nonInteractive: 0,
      byProtocol: { IMAP4: { successes: 2, failures: 3 }, POP3: { successes: 1, failures: 0 } },
    });
  });

  it('names those who got in before those who only tried', () => {
    const tries = Array.from({ length: 9 }, () =>
      signIn({ personId: 'x', displayName: 'Tries', code: 50126 }),
    );
    assert.deepEqual(names(counted([...tries, signIn()]).people), ['Ada', 'Tries']);
  });

  it('holds accounts apart that the log gives no id', () => {
    const guesses = ['one@x.example', 'two@x.example'].map((userPrincipalName) =>
      signIn({ personId: '', userPrincipalName, displayName: userPrincipalName, code: 50034 }),
    );
    assert.equal(counted(guesses).people.length, 2);
  });

  it('counts addresses up to a bound, however many an attack comes from', () => {
    const rows = Array.from({ length: 200 }, (_, index) =>
      signIn({ ip: `198.51.100.${index}`, code: 50126 }),
    );
    assert.equal(counted(rows).people[0]?.uses[0]?.addresses, ADDRESSES_COUNTED);
  });

  it('keeps room for whoever got in when an attack has filled the list', () => {
    const attack = Array.from({ length: 40_010 }, (_, index) =>
      signIn({ personId: `guess-${index}`, code: WRONG_PASSWORD }),
    );
    const report = counted([...attack, signIn({ personId: 'inside', displayName: 'Inside' })]);
    assert.equal(report.people[0]?.displayName, 'Inside');
    assert.equal(report.unlisted, 10);
    assert.equal(report.totals.signIns, 40_011);
  });

  it('loses no sign-in, in whatever order they come', () => {
    const row = fc.record({
      personId: fc.constantFrom('p1', 'p2', 'p3'),
      protocol: fc.constantFrom('IMAP4', 'POP3', 'Other clients'),
      code: fc.constantFrom(0, WRONG_PASSWORD, BLOCKED_BY_POLICY),
      hoursAgo: fc.integer({ min: 0, max: 700 }),
    });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const { people, totals } = counted(rows.map(signIn));
        const uses = people.flatMap((person) => person.uses);
        const inUses = uses.reduce((sum, use) => sum + use.successes + use.failures, 0);
        assert.equal(inUses, rows.length);
        assert.equal(totals.successes + totals.failures, rows.length);
        for (const use of uses) assert.equal(use.lastSuccess === null, use.successes === 0);
      }),
    );
  });
});

describe('the advice on a legacy sign-in', () => {
  const cases: readonly [find: string, rows: readonly Partial<LegacySignIn>[], advice: string][] = [
    ['a phone’s mail app', [{ protocol: 'Exchange ActiveSync', device: 'iOS 17' }], 'phone-mail-app'],
    ['an old Outlook', [{ protocol: 'MAPI Over HTTP' }], 'old-outlook'],
    [
      'an old Outlook that the log calls another client',
      [{ protocol: 'Other clients', device: 'Microsoft Office 15.0' }],
      'old-outlook',
    ],
    ['a machine that sends mail', [{ protocol: 'Authenticated SMTP' }], 'printer-or-scanner'],
    ['a script', [{ protocol: 'Exchange Online PowerShell' }], 'script'],
    [
      'an application over Exchange Web Services',
      [{ protocol: 'Exchange Web Services' }],
      'line-of-business',
    ],
    [
      'an application of the company’s own',
      [{ protocol: 'Other clients', application: 'Payroll' }],
      'line-of-business',
    ],
    ['the mail app of Windows', [{ protocol: 'Universal Outlook' }], 'windows-mail'],
    ['a program that nothing tells of', [{ protocol: 'Other clients' }], 'unknown-program'],
    ['guessed passwords', [{ code: WRONG_PASSWORD }, { code: 50053 }], 'guessing'],
    ['a program that is stopped already', [{ code: WRONG_PASSWORD }, { code: BLOCKED_BY_POLICY }], 'stopped'],
  ];
  for (const [find, rows, advice] of cases) {
    it(`fits ${find}`, () => assert.deepEqual(adviceTo(...rows), [advice]));
  }

  it('takes sending beside reading for a mail program, and from many places for an application', () => {
    const both = adviceTo({ protocol: 'Authenticated SMTP' }, { protocol: 'IMAP4' });
    assert.deepEqual(both, ['mail-program', 'mail-program']);
    const places = [1, 2, 3, 4, 5].map((last) => ({ protocol: 'SMTP', ip: `198.51.100.${last}` }));
    assert.deepEqual(adviceTo(...places), ['line-of-business']);
  });
});

describe('reading legacy sign-ins', () => {
  const log = (over: Partial<LegacyLog>): LegacyLog => ({
    async *interactive() {
      yield [signIn(), signIn({ hoursAgo: 24 * 8 })];
    },
    async *nonInteractive() {
      yield [signIn({ personId: 'p2', displayName: 'Ben' })];
    },
    ...over,
  });

  it('counts what people do and what programs do by themselves, within the days asked for', async () => {
    const { report, withoutNonInteractive } = await readLegacyAuth(log({}), { days: 7, now: NOW });
    assert.equal(withoutNonInteractive, null);
    assert.deepEqual(
      [report.totals.signIns, report.totals.nonInteractive, report.since.toISOString()],
      [2, 1, '2026-11-13T09:00:00.000Z'],
    );
  });

  it('goes on without the programs and says why, but not without the people', async () => {
    const broken = async function* (): AsyncGenerator<readonly LegacySignIn[]> {
      yield [signIn({ personId: 'p3' })];
      throw new Unavailable('No beta.', 'Wait.');
    };
    const reading = await readLegacyAuth(log({ nonInteractive: broken }), { days: 7, now: NOW });
    assert.equal(reading.withoutNonInteractive?.message, 'No beta.');
    assert.equal(reading.report.totals.signIns, 2);
    const refused = async function* (): AsyncGenerator<readonly LegacySignIn[]> {
      yield Promise.reject(new MissingPermission('AuditLog.Read.All', 'the sign-in log'));
    };
    await assert.rejects(
      readLegacyAuth(log({ interactive: refused }), { days: 7, now: NOW }),
      MissingPermission,
    );
  });
});
