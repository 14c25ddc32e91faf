import assert from 'node:assert/strict';
import { buildSignInLog } from '../../src/app/sign-in-log.ts';
import { type Texts, textsFor } from '../../src/cards/texts.ts';
import { TryAgainLater } from '../../src/errors.ts';
import type { Database } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createManualClock, type ManualClock } from '../support/clock.ts';
import { eachDatabase } from '../support/database.ts';
import { captureLog } from '../support/log.ts';
import { fakeLog, loggedSignIn, type Shown } from '../support/sign-in-log.ts';

const EMERGENCY = '0e0e0e0e-0000-4000-8000-00000000000e';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface Waiting {
  readonly name: string;
  readonly payload: object;
  readonly at: number;
  readonly key: string | undefined;
}

eachDatabase('the sign-in log’s jobs', (open) => {
  let database: Database;
  let clock: ManualClock;
  let told: { readonly to: string; readonly summary: string; readonly at: Date }[];
  let queue: Waiting[];
  let rows: Shown[];
  let reachable: string[];
  let adminsChannel: boolean;
  let trouble: (() => void) | undefined;
  let built: ReturnType<typeof buildSignInLog>;
  let log: ReturnType<typeof captureLog>;

  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
    clock = createManualClock();
    [told, queue, rows, reachable, trouble] = [[], [], [], ['sam', 'kim'], undefined];
    adminsChannel = false;
    log = captureLog();
    built = buildSignInLog({
      database,
      clock,
      log: log.log,
      source: {
        read: (window) => fakeLog({ rows, now: clock.now, trouble: () => trouble?.() }).read(window),
      },
      breakGlassIds: ['Emergency@Example.org'],
      emergencyAccounts: async () => [EMERGENCY],
      securityReachable: async () => reachable,
      afterRound: async () => undefined,
      async tell(to, draw) {
        const texts: Texts = textsFor('en');
        told.push({ to, summary: draw(texts).summary, at: clock.now() });
        return true;
      },
      async tellAdmins(draw) {
        if (!adminsChannel) return false;
        told.push({ to: 'admins', summary: draw(textsFor('en')).summary, at: clock.now() });
        return true;
      },
      async enqueue(name, payload, { startAfter, singletonKey } = {}) {
        if (singletonKey && queue.some((one) => one.name === name && one.key === singletonKey)) return false;
        queue.push({ name, payload, at: (startAfter ?? clock.now()).getTime(), key: singletonKey });
        return true;
      },
    });
    await built.start();
  });

  /** As the queue does, for so long: what is due is run, what fails is left to the next round. */
  async function runFor(milliseconds: number): Promise<void> {
    const end = clock.now().getTime() + milliseconds;
    for (;;) {
      const [next] = queue.toSorted((a, b) => a.at - b.at);
      if (next === undefined || next.at > end) break;
      queue.splice(queue.indexOf(next), 1);
      if (next.at > clock.now().getTime()) await clock.advance(next.at - clock.now().getTime());
      const job = Object.entries(built.jobs).find(([name]) => name === next.name)?.[1];
      const prepared = job?.prepare(JSON.parse(JSON.stringify(next.payload)));
      assert.ok(prepared && 'run' in prepared, JSON.stringify(prepared));
      const context = { id: 'j', attempt: 1, signal: new AbortController().signal, log: log.log };
      await prepared.run(context).catch((error: unknown) => {
        if (!(error instanceof TryAgainLater)) throw error;
      });
    }
    await clock.advance(end - clock.now().getTime());
  }

  const emergency = (after: number, code = 0, id = `e-${after}-${code}`) =>
    loggedSignIn({
      id,
      at: new Date(clock.now().getTime() + after),
      shownAt: new Date(clock.now().getTime() + after + 3 * MINUTE),
      personId: EMERGENCY,
      userPrincipalName: 'emergency@example.org',
      code,
    });

  it('alarm everybody of the security group within two minutes of the log showing the sign-in', async () => {
    await runFor(5 * MINUTE);
    const row = emergency(30_000);
    rows.push(row);
    await runFor(10 * MINUTE);
    assert.deepEqual(told.map(({ to }) => to).toSorted(), ['kim', 'sam']);
    for (const { at, summary } of told) {
      assert.match(summary, /^Somebody signed in with an emergency account\. emergency@example\.org/);
      assert.ok(at.getTime() - row.shownAt.getTime() <= 2 * MINUTE, at.toISOString());
    }
    await runFor(30 * MINUTE);
    assert.equal(told.length, 2);
  });

  it('alarm once for many failures, and again for a success among them', async () => {
    for (let index = 0; index < 30; index += 1) rows.push(emergency(index * 10_000, 50126));
    rows.push(emergency(310_000, 0));
    reachable = ['sam'];
    await runFor(20 * MINUTE);
    const titles = told.map(({ summary }) => summary.split('.')[0]);
    assert.deepEqual(titles.filter((one) => one?.startsWith('Somebody')).toSorted(), [
      'Somebody signed in with an emergency account',
      'Somebody tried to use an emergency account',
    ]);
  });

  it('keep the proof of an announced test, tell whoever announced it, and raise no alarm', async () => {
    const first = await built.services.announceTest('ada');
    assert.equal(first.isNew, true);
    const again = await built.services.announceTest('bob');
    assert.deepEqual([again.isNew, again.test.id], [false, first.test.id]);
    rows.push(emergency(MINUTE, 50126), emergency(2 * MINUTE, 0), emergency(3 * MINUTE, 0));
    await runFor(30 * MINUTE);
    assert.deepEqual(
      told.map(({ to, summary }) => [to, summary.split('.')[0]]),
      [['ada', 'The emergency account works']],
    );
  });

  it('alarm after a hold-up that Graph asked for, and when nobody can be told say so in the log', async () => {
    reachable = [];
    rows.push(emergency(0));
    trouble = () => {
      throw new TryAgainLater(60, 'Microsoft Graph');
    };
    await runFor(10 * MINUTE);
    assert.doesNotMatch(log.text(), /nobody could be told/);
    trouble = undefined;
    await runFor(2 * MINUTE);
    assert.equal(told.length, 0);
    assert.match(log.text(), /an emergency account was used, and nobody could be told/);
  });

  it('alarm the administrators’ channel where nobody of the security group has a chat', async () => {
    [reachable, adminsChannel] = [[], true];
    rows.push(emergency(0));
    await runFor(10 * MINUTE);
    assert.deepEqual(
      told.map(({ to }) => to),
      ['admins'],
    );
    assert.doesNotMatch(log.text(), /nobody could be told/);
  });

  it('ask for the quarterly test once a week until there is a proof', async () => {
    reachable = ['sam'];
    await daysWithoutSignIns(15);
    assert.equal(told.length, 3);
    await built.services.announceTest('ada');
    rows.push(emergency(MINUTE));
    await built.start();
    await runFor(10 * MINUTE);
    await daysWithoutSignIns(80);
    assert.deepEqual(
      told.slice(3).map(({ to }) => to),
      ['ada'],
    );
    await daysWithoutSignIns(12);
    assert.match(told.at(-1)?.summary ?? '', /^Time to test/);
  });

  /** A round a minute for months would only take long. */
  async function daysWithoutSignIns(days: number): Promise<void> {
    queue = queue.filter(({ name }) => name !== 'sign-ins');
    await runFor(days * DAY);
  }
});
