import assert from 'node:assert/strict';
import sinon from 'sinon';
import { Unavailable } from '../../src/errors.ts';
import { createLegacyCounter, type LegacyReading } from '../../src/rollout/legacy-auth.ts';
import { createLegacyDesk } from '../../src/rollout/legacy-desk.ts';
import { createManualClock } from '../support/clock.ts';

const MINUTE = 60_000;

function reading(): LegacyReading {
  const window = { days: 30, since: new Date(0), asOf: new Date(0) };
  return { report: createLegacyCounter().report(window), withoutNonInteractive: null };
}

describe('the desk of legacy sign-ins', () => {
  it('reads once for everybody who asks meanwhile, and ten minutes after', async () => {
    const clock = createManualClock();
    const read = sinon.fake(async () => reading());
    const desk = createLegacyDesk({ clock, read });
    const [one, other] = [desk.ask(), desk.ask()];
    assert.equal(await one.whole, await other.soon(MINUTE));
    await clock.advance(9 * MINUTE);
    await desk.ask().whole;
    assert.equal(read.callCount, 1);
    await clock.advance(2 * MINUTE);
    await desk.ask().whole;
    assert.equal(read.callCount, 2);
  });

  it('says after the bound that it is still reading, and hands the whole out later', async () => {
    const clock = createManualClock();
    const { promise, resolve } = Promise.withResolvers<LegacyReading>();
    const question = createLegacyDesk({ clock, read: () => promise }).ask();
    const soon = question.soon(4_000);
    await clock.advance(4_000);
    assert.equal(await soon, null);
    const found = reading();
    resolve(found);
    assert.equal(await question.whole, found);
  });

  it('reads again after a failure', async () => {
    const clock = createManualClock();
    const read = sinon.stub<[], Promise<LegacyReading>>();
    read.onFirstCall().rejects(new Unavailable('No Graph.', 'Wait.'));
    read.onSecondCall().resolves(reading());
    const desk = createLegacyDesk({ clock, read });
    await assert.rejects(desk.ask().soon(1_000), Unavailable);
    assert.equal((await desk.ask().whole).report.totals.signIns, 0);
  });
});
