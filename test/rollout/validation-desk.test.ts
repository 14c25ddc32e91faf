import assert from 'node:assert/strict';
import { startValidation } from '../../src/rollout/validate.ts';
import { createValidationDesk } from '../../src/rollout/validation-desk.ts';
import { createManualClock } from '../support/clock.ts';
import { readersOf } from '../support/validation.ts';

describe('the desk of the validation', () => {
  const setUp = () => {
    const clock = createManualClock();
    let started = 0;
    const desk = createValidationDesk(clock, () => {
      started += 1;
      return startValidation({ readers: readersOf(), clock });
    });
    return { clock, desk, started: () => started };
  };

  it('reads once for everybody who asks meanwhile, and again for who asks later', async () => {
    const { desk, started } = setUp();
    await Promise.all([desk.check().whole, desk.check().whole]);
    assert.equal(started(), 1);
    await desk.check().whole;
    assert.equal(started(), 2);
  });

  it('saves what was shown a moment ago, and reads anew after a quarter of an hour', async () => {
    const { clock, desk, started } = setUp();
    const shown = desk.check();
    await shown.whole;
    assert.equal(desk.shown(), shown);
    await clock.advance(15 * 60_000);
    assert.notEqual(desk.shown(), shown);
    assert.equal(started(), 2);
  });
});
