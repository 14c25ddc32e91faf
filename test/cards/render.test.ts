import assert from 'node:assert/strict';
import { Template } from 'adaptivecards-templating/lib/template-engine.js';
import { SAMPLES } from '../../demo/gallery/samples.ts';
import { toHelpView } from '../../src/cards/help.ts';
import { CardTooLarge, render } from '../../src/cards/render.ts';
import { TEMPLATES } from '../../src/cards/templates.ts';
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

  it('draws a card many times faster than it would by reading its template anew', () => {
    const drawings = Object.values(SAMPLES.status).map((view) => view(texts));
    const cost = (draw: (view: (typeof drawings)[number]) => unknown) => {
      const before = process.cpuUsage();
      for (const view of drawings) draw(view);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const anew = () => cost((view) => new Template(TEMPLATES.status).expand({ $root: view }));
    const kept = () => cost((view) => render('status', view));
    // In turn, so that a machine that is busy at one moment is busy for both; the best of each tells what it costs.
    const rounds = Array.from({ length: 5 }, () => ({ anew: anew(), kept: kept() }));
    const ratio = Math.min(...rounds.map((one) => one.anew)) / Math.min(...rounds.map((one) => one.kept));
    assert.ok(ratio > 10, `only ${ratio.toFixed(1)} times`);
  });
});
