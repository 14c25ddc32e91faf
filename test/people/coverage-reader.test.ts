import assert from 'node:assert/strict';
import { Unavailable } from '../../src/errors.ts';
import { createCoverageReader } from '../../src/people/coverage-reader.ts';
import type { RegistrationRow } from '../../src/people/people.ts';

const row = (over: Partial<RegistrationRow> = {}): RegistrationRow => ({
  personId: '1',
  userPrincipalName: 'a@x.example',
  displayName: 'A',
  kind: 'member',
  isAdmin: false,
  mfaRegistered: true,
  mfaCapable: true,
  passwordlessCapable: false,
  methods: ['microsoftAuthenticatorPush'],
  updatedAt: new Date('2026-11-20T06:00:00Z'),
  ...over,
});

/** A clock whose sleepers wake only when told. */
function manualClock() {
  let now = Date.parse('2026-11-20T09:00:00Z');
  const sleepers: (() => void)[] = [];
  return {
    now: () => new Date(now),
    sleep: (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        sleepers.push(resolve);
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
    wake: () => {
      for (const wake of sleepers.splice(0)) wake();
    },
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('reading how far the tenant is', () => {
  it('counts the whole report where it comes quickly, and reads it once for everybody', async () => {
    let readings = 0;
    const registrations = {
      async *reportPages() {
        readings += 1;
        yield [row(), row({ mfaRegistered: false, methods: [], isAdmin: true, displayName: 'Root' })];
        yield [row({ methods: ['mobilePhone'], kind: 'guest' })];
      },
    };
    const clock = manualClock();
    const reader = createCoverageReader({ registrations, clock });
    const [first, second] = await Promise.all([reader.read(), reader.read()]);
    assert.deepEqual(first, second);
    assert.equal(first.complete, true);
    assert.deepEqual(first.coverage.byState, { none: 1, 'phone-only': 1, registered: 1, passkey: 0 });
    assert.deepEqual(first.coverage.adminsWithout, [{ id: '1', name: 'Root' }]);
    clock.pass(9 * 60_000);
    await reader.read();
    assert.equal(readings, 1);
    clock.pass(2 * 60_000);
    await reader.read();
    assert.equal(readings, 2);
  });

  it('tells what it has so far when the report is long, and everything later', async () => {
    let release = () => {};
    const more = new Promise<void>((resolve) => {
      release = resolve;
    });
    let reached = () => {};
    const atSecondPage = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const registrations = {
      async *reportPages() {
        yield [row()];
        reached();
        await more;
        yield [row()];
      },
    };
    const clock = manualClock();
    const reader = createCoverageReader({ registrations, clock });
    const first = reader.read();
    await atSecondPage;
    clock.wake();
    const partial = await first;
    assert.deepEqual([partial.complete, partial.coverage.people], [false, 1]);
    release();
    const whole = await reader.read();
    assert.deepEqual([whole.complete, whole.coverage.people], [true, 2]);
  });

  it('passes a failure on, and reads again at the next question', async () => {
    let fails = true;
    const registrations = {
      async *reportPages() {
        if (fails) throw new Unavailable('Graph does not answer.', 'Try again.');
        yield [row()];
      },
    };
    const reader = createCoverageReader({ registrations, clock: manualClock() });
    await assert.rejects(reader.read(), Unavailable);
    fails = false;
    assert.equal((await reader.read()).coverage.people, 1);
  });
});
