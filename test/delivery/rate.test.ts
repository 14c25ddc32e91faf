import assert from 'node:assert/strict';
import { env } from 'node:process';
import type { Database } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { eachDatabase } from '../support/database.ts';
import { addChats, fakeCampaigns } from '../support/delivery.ts';
import { createWorker } from '../support/delivery-worker.ts';
import { mostInASecond, startTeams, type TeamsConnector } from '../support/teams-connector.ts';

/** `MUSTER_RATE_PEOPLE=5000` is the long run: two minutes, because the time is real. */
const PEOPLE = Number(env.MUSTER_RATE_PEOPLE ?? 180);
const RATE = 45;

eachDatabase('the rate of a wave', (open) => {
  let database: Database;
  let teams: TeamsConnector;
  let jobsSchema: string;
  beforeEach(async () => {
    ({ database, jobsSchema } = await open());
    await migrate(database);
    teams = await startTeams({ perSecond: 50, delayMs: 60 });
  });
  afterEach(() => teams.close());

  it(`is used up and never exceeded: ${PEOPLE} people at ${RATE} a second, in real time`, async () => {
    await addChats(database, PEOPLE, teams.serviceUrl);
    const worker = createWorker({
      database,
      campaigns: fakeCampaigns(),
      perSecond: RATE,
      schema: jobsSchema,
    });
    await worker.start();
    await worker.plan(PEOPLE);
    const counts = await worker.finished(PEOPLE);
    await worker.stop();
    assert.deepEqual(counts, { targeted: PEOPLE, sent: PEOPLE });
    assert.equal(teams.figures.provoked, 0, 'a 429 was provoked');
    const { times } = teams.figures;
    const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
    const rate = (PEOPLE - 1) / seconds;
    const most = mostInASecond(times);
    if (env.MUSTER_RATE_PEOPLE) {
      process.stdout.write(
        `      ${PEOPLE} people in ${seconds.toFixed(1)} s: ${rate.toFixed(2)} a second, ` +
          `${((100 * rate) / RATE).toFixed(1)} % of the limit, at most ${most} in any second, no 429\n`,
      );
    }
    // In the short run, the pause of a busy machine weighs more than the slots that were missed.
    assert.ok(
      rate >= RATE * (env.MUSTER_RATE_PEOPLE ? 0.99 : 0.9) && rate <= RATE * 1.01,
      `${rate} a second`,
    );
  }).timeout(30_000 + PEOPLE * 60);
});
