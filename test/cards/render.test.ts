import assert from 'node:assert/strict';
import { SAMPLES } from '../../demo/gallery/samples.ts';
import { toHelpView } from '../../src/cards/help.ts';
import { CardTooLarge, render } from '../../src/cards/render.ts';
import { textsFor } from '../../src/cards/texts.ts';

const texts = textsFor('en');

describe('drawing a card', () => {
  it('refuses a view that makes the card too large, and says by how much', () => {
    const rows = Array.from({ length: 300 }, (_, index) => ({
      command: `command ${index}`,
      description: 'x'.repeat(200),
    }));
    const view = toHelpView({ rows }, texts);
    assert.throws(
      () => render('help', view),
      (error: unknown) => error instanceof CardTooLarge && error.card === 'help' && error.characters > 60_000,
    );
  });

  it('never hands out the same object twice', () => {
    const view = SAMPLES.notice['already done'];
    assert.ok(view);
    const first = render('notice', view(texts)).card;
    const second = render('notice', view(texts)).card;
    assert.deepEqual(first, second);
    assert.notEqual(first.body, second.body);
  });

  it('draws a thousand status cards in well under 100 µs each', () => {
    const drawings = Object.values(SAMPLES.status);
    const thousand = () => {
      const before = process.cpuUsage();
      for (let drawn = 0; drawn < 1000; ) {
        for (const view of drawings.slice(0, 1000 - drawn)) {
          render('status', view(texts));
          drawn += 1;
        }
      }
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    };
    // The first rounds warm up, and a busy machine slows many: the best one tells what the work costs.
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 20 && best > 90; round += 1) best = Math.min(best, thousand());
    assert.ok(best < 100, `${best.toFixed(1)} µs each`);
  });
});
