import assert from 'node:assert/strict';
import { MissingPermission, Unavailable } from '../../src/errors.ts';
import type { LegacyUse } from '../../src/rollout/legacy-auth.ts';
import { startValidation } from '../../src/rollout/validate.ts';
import { countedFrom, type Part, type PartId, verdictOf } from '../../src/rollout/validation.ts';
import type { SingleFactorUse } from '../../src/rollout/week.ts';
import { createManualClock } from '../support/clock.ts';
import { AT, accessPolicy, daysAgo, people } from '../support/report-gates.ts';
import {
  DONE,
  emergencyAccount,
  keptLog,
  lastSignIn,
  NO_RISK,
  readersOf,
  slot,
} from '../support/validation.ts';

const DENIED = new MissingPermission('AuditLog.Read.All', 'the log');
type Over = Parameters<typeof readersOf>[0];

async function validate(over: Over = {}) {
  const run = startValidation({ readers: readersOf(over), clock: createManualClock(AT) });
  return run.whole;
}
async function part(id: PartId, over: Over = {}): Promise<Part> {
  const found = (await validate(over)).parts.find((one) => one.id === id);
  assert.ok(found, id);
  return found;
}
const says = ({ found }: Part) => found.map(({ say }) => say);
const stateAnd = async (id: PartId, over: Over) => {
  const found = await part(id, over);
  return [found.state, ...says(found)];
};

describe('the validation of a rollout', () => {
  it('is done where every part holds, and lists who goes another way, emergency accounts first', async () => {
    const found = await validate({
      plannedExceptions: [
        { id: 'LIFT', name: 'lift@contoso.example' },
        { id: 'scanner', name: 'scanner@contoso.example' },
      ],
      register: [
        {
          id: 'lift',
          name: 'lift@contoso.example',
          kind: 'device',
          decision: 'certificate',
          owner: 'Rosa',
          until: '2027-02-28',
        },
      ],
    });
    assert.equal(verdictOf(found), 'pass');
    assert.deepEqual(found.registered, { people: 10, registered: 10 });
    assert.deepEqual(
      found.exceptions?.map(({ id, kind, owner }) => [id, kind, owner]),
      [
        ['bg1', 'emergency', null],
        ['bg2', 'emergency', null],
        ['lift', 'device', 'Rosa'],
        ['scanner', 'excluded', null],
      ],
    );
  });

  it('never takes what could not be read for a pass, and goes on with the rest', async () => {
    const found = await validate({
      registrations: DENIED,
      keptLog: new Unavailable('The database', 'Wait.'),
    });
    assert.equal(verdictOf(found), 'unknown');
    const states = Object.fromEntries(found.parts.map(({ id, state }) => [id, state]));
    assert.deepEqual(states, {
      registered: 'unknown',
      'second-step': 'pass',
      legacy: 'pass',
      'break-glass': 'pass',
      'clean-log': 'unknown',
      risk: 'unknown',
    });
    assert.deepEqual(found.parts[0]?.missing, [DENIED]);
    assert.deepEqual([found.registered, found.failures], [null, null]);
  });

  it('is open as soon as one part is, whatever else is not known, and risk alone holds up nobody', async () => {
    const open = await validate({ ...people({ none: 1, registered: 9 }), keptLog: DENIED });
    assert.equal(verdictOf(open), 'open');
    const silent = keptLog({
      risk: { told: false, counts: { stopped: NO_RISK, passed: NO_RISK, through: NO_RISK } },
    });
    assert.equal(verdictOf(await validate({ keptLog: silent })), 'pass');
  });

  it('tells a mistake of ours apart, for the log', async () => {
    const found = await validate({ legacy: new TypeError('no such thing') });
    assert.equal(found.bugs.length, 1);
    assert.equal(found.parts.find(({ id }) => id === 'legacy')?.state, 'unknown');
  });

  it('shows what is known while the rest is read, and no verdict', async () => {
    const clock = createManualClock(AT);
    const { promise: late, resolve } = Promise.withResolvers<typeof DONE.legacy>();
    const run = startValidation({ readers: { ...readersOf(), legacy: () => late }, clock });
    const soon = run.soon(4_000);
    await clock.advance(4_000);
    const first = await soon;
    assert.equal(verdictOf(first), 'reading');
    assert.equal(first.parts.length, 5);
    resolve(DONE.legacy);
    assert.equal(verdictOf(await run.whole), 'pass');
  });

  it('reads each fact once', async () => {
    const asked = new Map<string, number>();
    const counted = Object.entries(readersOf()).map(([name, read]) => [
      name,
      () => {
        asked.set(name, (asked.get(name) ?? 0) + 1);
        return read();
      },
    ]);
    await startValidation({
      readers: Object.fromEntries(counted) as ReturnType<typeof readersOf>,
      clock: createManualClock(AT),
    }).whole;
    assert.deepEqual(new Set(asked.values()), new Set([1]));
  });
});

describe('what counts in a validation', () => {
  it('is what happened since the enforcement, three days at least, and no more than was read', () => {
    assert.deepEqual(countedFrom(daysAgo(5), daysAgo(30), AT), daysAgo(5));
    assert.deepEqual(countedFrom(daysAgo(1), daysAgo(30), AT), daysAgo(3));
    assert.deepEqual(countedFrom(daysAgo(50), daysAgo(30), AT), daysAgo(30));
    assert.deepEqual(countedFrom(null, daysAgo(30), AT), daysAgo(30));
  });
});

describe('everybody is registered', () => {
  it('is open with the names of those who are not', async () => {
    const found = await part('registered', people({ none: 2, registered: 8 }));
    assert.equal(found.state, 'open');
    assert.deepEqual(
      found.items.map(({ name }) => name),
      ['none-1@contoso.example', 'none-2@contoso.example'],
    );
  });

  it('asks nothing of those about whom the register has a decision, and counts them apart', async () => {
    const over = { ...people({ none: 1, registered: 9 }), decidedExceptions: new Set(['none-1']) };
    assert.equal((await part('registered', over)).state, 'pass');
    assert.deepEqual((await validate(over)).registered, { people: 9, registered: 9 });
    const unread = { ...over, decidedExceptions: DENIED };
    assert.equal((await part('registered', unread)).state, 'unknown');
  });

  it('proves nothing where there is nobody', async () => {
    assert.equal((await part('registered', people({}))).state, 'unknown');
  });
});

describe('nobody comes in with a password alone', () => {
  const { roster } = people({ registered: 2 });
  const use = (over: Partial<SingleFactorUse> = {}): SingleFactorUse => ({
    personId: 'registered-1',
    name: 'ada@contoso.example',
    application: { id: 'app-1', name: 'Payroll' },
    resourceId: null,
    client: 'Browser',
    trustedPlace: false,
    compliantDevice: false,
    rememberedDevice: false,
    signIns: 3,
    last: daysAgo(1),
    ...over,
  });
  const week = (uses: readonly SingleFactorUse[], readBackTo: number | null = null) => ({
    roster,
    singleFactorWeek: {
      window: { days: 7, signIns: 10, whole: readBackTo === null, since: daysAgo(readBackTo ?? 7) },
      uses,
    },
  });

  it('is open with the hole through which they came', async () => {
    const found = await stateAnd('second-step', {
      ...week([use({ trustedPlace: true }), use({ personId: 'registered-2', rememberedDevice: true })]),
      policies: [accessPolicy({ locations: { included: ['All'], excluded: ['AllTrusted'] } })],
    });
    assert.deepEqual(found, [
      'open',
      'validate.password-only',
      'validate.hole.place',
      'validate.hole.remembered',
    ]);
  });

  it('says nothing by what happened before the enforcement, or of strangers', async () => {
    const before = week([use({ last: daysAgo(4) }), use({ personId: 'stranger' })]);
    assert.equal((await part('second-step', before)).state, 'pass');
    assert.equal((await part('second-step', { ...before, enforcedAt: null })).state, 'open');
  });

  it('is not known where the log was read less far back than it counts', async () => {
    assert.equal((await part('second-step', week([], 2))).state, 'unknown');
    assert.equal((await part('second-step', week([], 4))).state, 'pass');
  });
});

describe('nobody comes in by a legacy protocol', () => {
  const legacyUse = (over: Partial<LegacyUse>): LegacyUse => ({
    protocol: 'IMAP4',
    application: 'Mail',
    device: null,
    successes: 1,
    failures: 0,
    nonInteractive: 0,
    lastSeen: daysAgo(1),
    lastSuccess: daysAgo(1),
    lastCode: null,
    addresses: 1,
    advice: 'mail-program',
    ...over,
  });
  const report = (use: Partial<LegacyUse>, unlisted = 0) => {
    const person = { id: 'p', userPrincipalName: 'scanner@contoso.example', displayName: 'Scanner' };
    return {
      legacy: {
        ...DONE.legacy,
        report: { ...DONE.legacy.report, unlisted, people: [{ ...person, uses: [legacyUse(use)] }] },
      },
    };
  };

  it('is open where somebody did since the enforcement', async () => {
    const found = await part('legacy', report({}));
    assert.deepEqual([found.state, found.items[0]?.name], ['open', 'scanner@contoso.example']);
    assert.equal(
      (await part('legacy', report({ lastSuccess: daysAgo(9), lastSeen: daysAgo(9) }))).state,
      'pass',
    );
  });

  it('holds where attempts were refused, which is what should happen', async () => {
    assert.deepEqual(await stateAnd('legacy', report({ lastSuccess: null })), [
      'pass',
      'validate.no-legacy',
      'validate.legacy-refused',
    ]);
  });

  it('is not known where programs were not seen, or not everything could be listed', async () => {
    const unseen = { legacy: { ...DONE.legacy, withoutNonInteractive: DENIED } };
    assert.equal((await part('legacy', unseen)).state, 'unknown');
    assert.equal((await part('legacy', report({ lastSuccess: null }, 4))).state, 'unknown');
  });
});

describe('emergency accounts were tested', () => {
  const never = {
    emergencySignIns: new Map([
      ['bg1', lastSignIn(daysAgo(5))],
      ['bg2', lastSignIn(null)],
    ]),
  };

  it('by a kept proof as well as by a sign-in', async () => {
    assert.deepEqual(await stateAnd('break-glass', { ...never, proofs: new Map([['bg2', daysAgo(80)]]) }), [
      'pass',
      'validate.proved',
      'break-glass-tested.recent',
    ]);
    assert.equal((await part('break-glass', never)).state, 'open');
    assert.equal(
      (await part('break-glass', { ...never, proofs: new Map([['bg2', daysAgo(91)]]) })).state,
      'open',
    );
  });

  it('needs no sign-in log where every account has a proof', async () => {
    const proofs = new Map([
      ['bg1', daysAgo(1)],
      ['bg2', daysAgo(1)],
    ]);
    assert.deepEqual(await stateAnd('break-glass', { proofs, emergencySignIns: DENIED }), [
      'pass',
      'validate.proved',
    ]);
  });

  it('is open without any account, or with one that does not exist, and unknown where a proof may be kept', async () => {
    assert.equal((await part('break-glass', { emergency: [] })).state, 'open');
    const absent = [emergencyAccount('bg1'), { asked: 'gone', person: null, synced: null }];
    assert.equal((await part('break-glass', { emergency: absent })).state, 'open');
    assert.equal((await part('break-glass', { ...never, proofs: DENIED })).state, 'unknown');
  });
});

describe('the log is clean for three days', () => {
  it('unless so many more people than usual failed for one cause', async () => {
    const burst = await stateAnd('clean-log', { keptLog: keptLog({ slots: [slot(60, 6)] }) });
    assert.deepEqual(burst, ['open', 'validate.burst']);
    const usual = [slot(120, 6), slot(105, 6), slot(90, 6), slot(75, 6), slot(60, 6)];
    assert.deepEqual(
      (await stateAnd('clean-log', { keptLog: keptLog({ slots: usual.slice(1) }) }))[0],
      'open',
    );
    const noise = usual.map((one) => ({ ...one, from: new Date(one.from.getTime() - 3 * 86_400_000) }));
    assert.equal((await part('clean-log', { keptLog: keptLog({ slots: noise }) })).state, 'pass');
    assert.equal((await part('clean-log', { keptLog: keptLog({ slots: [slot(60, 4)] }) })).state, 'pass');
  });

  it('unless somebody is locked out', async () => {
    const lockedOut = [{ id: 'p', name: 'mara@contoso.example' }];
    const found = await part('clean-log', { keptLog: keptLog({ lockedOut }) });
    assert.deepEqual([found.state, found.items.map(({ name }) => name)], ['open', ['mara@contoso.example']]);
  });

  it('is not known of a log that is not read, late, or younger than that', async () => {
    const lag = { readTo: null, breadth: 'everything', breadthSince: null } as const;
    const rows = [
      [{ lag }, 'validate.log-unread'],
      [{ oldest: null }, 'validate.log-unread'],
      [{ lag: { ...lag, readTo: daysAgo(1) } }, 'validate.log-late'],
      [{ oldest: daysAgo(2) }, 'validate.log-short'],
    ] as const;
    for (const [over, say] of rows) {
      assert.deepEqual(await stateAnd('clean-log', { keptLog: keptLog(over) }), ['unknown', say]);
    }
  });

  it('says that a large log is read in part only', async () => {
    const lag = { readTo: AT, breadth: 'narrow', breadthSince: daysAgo(9) } as const;
    assert.deepEqual(await stateAnd('clean-log', { keptLog: keptLog({ lag }) }), [
      'pass',
      'validate.clean',
      'validate.log-narrow',
    ]);
  });
});

describe('risky sign-ins', () => {
  const risk = (over: object, told = true) => ({
    keptLog: keptLog({
      risk: { told, counts: { stopped: NO_RISK, passed: NO_RISK, through: NO_RISK, ...over } },
    }),
  });
  const some = { people: [{ id: 'p', name: 'mara@contoso.example' }], signIns: 4 };

  it('that ended at the second step are good news, with their number', async () => {
    const found = await part('risk', risk({ stopped: some }));
    assert.deepEqual([found.state, says(found)], ['pass', ['validate.risk-stopped']]);
    assert.partialDeepStrictEqual(found.found[0]?.values, { count: 1, signIns: 4 });
  });

  it('that got in with a password alone are not', async () => {
    assert.equal((await part('risk', risk({ stopped: some, through: some }))).state, 'open');
  });

  it('are not known where Entra does not tell', async () => {
    assert.deepEqual(await stateAnd('risk', risk({}, false)), ['unknown', 'validate.risk-untold']);
    assert.deepEqual(await stateAnd('risk', risk({})), ['pass', 'validate.risk-none']);
  });
});
