import assert from 'node:assert/strict';
import { env } from 'node:process';
import { seededRandom } from '../../demo/tenant/company/stable.ts';
import { TryAgainLater } from '../../src/errors.ts';
import type { Reading, SignInBook } from '../../src/rollout/sign-in-log.ts';
import { type ReaderOptions, readSignIns } from '../../src/rollout/sign-in-reader.ts';
import type { Database } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createSignInBook, newsFor, seen } from '../../src/store/sign-ins.ts';
import { createManualClock, type ManualClock } from '../support/clock.ts';
import { eachDatabase } from '../support/database.ts';
import {
  type FakeLog,
  fakeLog,
  Killed,
  loggedSignIn,
  mortal,
  type Shown,
  throttled,
} from '../support/sign-in-log.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = new Date('2026-11-20T09:00:00Z');
/** The figure is 500; a whole run of the tests has little time. */
const RUNS = Number(env.MUSTER_LOG_RUNS ?? 8);

const UNREAD: Reading = {
  readTo: null,
  accountsReadTo: null,
  breadth: 'everything',
  breadthSince: null,
  hourLookedBack: null,
  dayLookedBack: null,
  resumeFrom: null,
  resumeBegan: null,
  resumeBack: null,
};

const ago = (milliseconds: number) => new Date(START.getTime() - milliseconds);
const inABit = (milliseconds: number) => new Date(START.getTime() + milliseconds);

eachDatabase('the reader of the sign-in log', (open) => {
  let database: Database;
  let book: SignInBook;
  let clock: ManualClock;
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
    book = createSignInBook(database);
    clock = createManualClock(START);
  });

  const optionsFor = (source: FakeLog, more: Partial<ReaderOptions> = {}): ReaderOptions => ({
    source,
    book,
    clock,
    codes: [500121, 50072],
    accounts: async () => [],
    ...more,
  });
  const known = async () =>
    (await database.query<{ id: string }>('select sign_in_id as id from sign_ins order by sign_in_id')).map(
      ({ id }) => id,
    );

  it('has every row once, however often it is killed and told to wait, and after hours without it', async function () {
    this.timeout(RUNS * 2_000);
    for (let run = 1; run <= RUNS; run += 1) {
      await database.query('truncate sign_ins, sign_in_cursors');
      const before = ago(24 * HOUR);
      await book.note({ ...UNREAD, readTo: before, accountsReadTo: before });
      const random = seededRandom(run);
      clock = createManualClock(START);
      const rows = Array.from({ length: 150 }, (_, index) => lateRow(index, random));
      const source = fakeLog({ rows, now: clock.now, page: 20, trouble: throttled(random, 0.05) });
      const consumed: string[] = [];
      for (let round = 0; round < 24; round += 1) {
        const options = optionsFor(source, { book: mortal(book, random, 0.04), clock });
        await readSignIns(options, 50_000).catch(onlyExpected);
        await consume(consumed, random);
        // Now and then nobody runs it for hours.
        await clock.advance(random() < 0.2 ? 5 * HOUR : 20 * MINUTE);
      }
      const patient = fakeLog({ rows, now: clock.now, page: 20 });
      await clock.advance(45 * HOUR);
      // The first ends what a killed round began, the second looks back a day.
      for (let round = 0; round < 2; round += 1) await readSignIns(optionsFor(patient, { clock }), 50_000);
      await consume(consumed, () => 1);
      const ids = rows.map(({ id }) => id).toSorted();
      assert.deepEqual(await known(), ids, `run ${run}: rows in the book`);
      assert.deepEqual(consumed.toSorted(), ids, `run ${run}: rows that were dealt with`);
    }
  });

  /** As the alarm does: deals with news and remembers it in one transaction, or dies before that. */
  async function consume(dealtWith: string[], random: () => number): Promise<void> {
    for (;;) {
      const news = await newsFor(database, 'alarm', 30);
      const last = news.at(-1);
      if (last === undefined) return;
      if (random() < 0.1) return;
      await seen(database, 'alarm', last.seq);
      dealtWith.push(...news.map(({ id }) => id));
    }
  }

  it('catches up with a day without it in slices, oldest first, and moves its mark with each', async () => {
    await book.note({ readTo: ago(24 * HOUR), hourLookedBack: ago(HOUR / 2), dayLookedBack: ago(HOUR / 2) });
    const rows = Array.from({ length: 48 }, (_, index) =>
      loggedSignIn({ id: `s-${index}`, at: ago(index * 30 * MINUTE) }),
    );
    const source = fakeLog({ rows, now: clock.now });
    const round = await readSignIns(optionsFor(source), 50_000);
    assert.deepEqual(round, { added: 48, behind: false });
    const froms = source.asked.map(({ from }) => from.getTime());
    assert.deepEqual(
      froms,
      froms.toSorted((a, b) => a - b),
    );
    assert.equal(froms[0], ago(24 * HOUR + 10 * MINUTE).getTime());
    // Of 1, 2, 4, 6, 6 hours and the rest: hardly anybody signs in here.
    assert.equal(source.asked.length, 6);
    assert.deepEqual((await book.reading()).readTo, START);
  });

  it('ends a round in time and goes on where it was, also when it looks back a whole day', async () => {
    await book.note({ readTo: START });
    const source = fakeLog({ rows: [], now: clock.now });
    const slow: ReaderOptions = optionsFor({
      ...source,
      async *read(window) {
        await clock.advance(20_000);
        yield* source.read(window);
      },
    });
    await clock.advance(MINUTE);
    let rounds = 1;
    while ((await readSignIns(slow, 50_000)).behind) rounds += 1;
    assert.ok(rounds === 4, `${rounds} rounds for a day, seven hours in each`);
    const reading = await book.reading();
    assert.equal(reading.resumeFrom, null);
    assert.ok(reading.dayLookedBack !== null && reading.hourLookedBack !== null);
    source.asked.length = 0;
    await readSignIns(slow, 50_000);
    assert.equal(source.asked.length, 1);
  });

  it('finds rows that the log shows hours later', async () => {
    const late = loggedSignIn({ id: 'late', at: ago(-MINUTE), shownAt: inABit(130 * MINUTE) });
    const source = fakeLog({ rows: [late], now: clock.now });
    await readSignIns(optionsFor(source), 50_000);
    for (let minutes = 0; minutes < 120; minutes += 5) {
      await clock.advance(5 * MINUTE);
      await readSignIns(optionsFor(source), 50_000);
    }
    assert.deepEqual(await known(), []);
    await clock.advance(80 * MINUTE);
    await readSignIns(optionsFor(source), 50_000);
    assert.deepEqual(await known(), ['late']);
  });

  it('reads the accounts that matter first, however long the backlog of the others is', async () => {
    await book.note({ readTo: ago(24 * HOUR), accountsReadTo: ago(24 * HOUR) });
    const rows = [loggedSignIn({ id: 'alarm', at: ago(MINUTE), personId: 'emergency' })];
    let pages = 0;
    const source = fakeLog({
      rows,
      now: clock.now,
      trouble() {
        pages += 1;
        if (pages > 1) throw new TryAgainLater(60, 'Microsoft Graph');
      },
    });
    const options = optionsFor(source, { accounts: async () => ['emergency'] });
    await assert.rejects(readSignIns(options, 50_000), TryAgainLater);
    assert.deepEqual(await known(), ['alarm']);
  });

  it('reads only failures that matter where the log is too large, says so, and tries again after a day', async () => {
    await book.note({ readTo: ago(HOUR), hourLookedBack: START, dayLookedBack: START });
    const rows = Array.from({ length: 2_000 }, (_, index) =>
      loggedSignIn({ id: `s-${index}`, at: ago(index * 1_000), code: index % 100 === 0 ? 500121 : 0 }),
    );
    const source = fakeLog({ rows, now: clock.now, page: 10 });
    await readSignIns(optionsFor(source), 50_000);
    assert.equal((await book.reading()).breadth, 'narrow');
    assert.equal((await known()).filter((id) => id.endsWith('00')).length, 19);
    assert.ok((await known()).length < rows.length);
    source.asked.length = 0;
    await clock.advance(MINUTE);
    await readSignIns(optionsFor(source), 50_000);
    assert.ok(source.asked.every(({ only }) => only !== 'everything'));
    await clock.advance(24 * HOUR);
    const quieter = fakeLog({ rows, now: clock.now, page: 1_000 });
    await readSignIns(optionsFor(quieter), 50_000);
    assert.deepEqual((await book.reading()).breadth, 'everything');
  });

  it('forgets what is older than Microsoft keeps it, in pieces', async () => {
    const rows = Array.from({ length: 2_500 }, (_, index) =>
      loggedSignIn({ id: `s-${index}`, at: ago(31 * 24 * HOUR) }),
    );
    await book.save([...rows, loggedSignIn({ id: 'new', at: START })]);
    const moment = ago(30 * 24 * HOUR);
    assert.equal(await book.forgetBefore(moment), 2_000);
    assert.equal(await book.forgetBefore(moment), 500);
    assert.equal(await book.forgetBefore(moment), 0);
    assert.deepEqual(await known(), ['new']);
  });

  it('keeps names that hold half a sign or one that ends a text elsewhere', async () => {
    await book.save([loggedSignIn({ id: 'odd', at: START, personName: 'A\0da \ud800', stoppedBy: ['"x"'] })]);
    const [row] = await newsFor(database, 'anybody', 10);
    assert.equal(row?.personName, 'Ada �');
    assert.deepEqual(row?.stoppedBy, ['"x"']);
  });
});

function lateRow(index: number, random: () => number): Shown {
  const at = new Date(START.getTime() + Math.floor((random() * 2 - 0.9) * 20 * HOUR));
  const late = random() < 0.1 ? random() * 20 * HOUR : random() * 8 * MINUTE;
  return loggedSignIn({ id: `s-${index}`, at, shownAt: new Date(at.getTime() + late) });
}

function onlyExpected(error: unknown): void {
  if (!(error instanceof Killed || error instanceof TryAgainLater)) throw error;
}
