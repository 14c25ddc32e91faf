import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { TIME_ZONE } from '../../demo/gallery/samples/people.ts';
import { CARD_NAMES, SAMPLES } from '../../demo/gallery/samples.ts';
import { sampleFile, sampleFileOf } from '../../demo/gallery/views.ts';
import { render } from '../../src/cards/render.ts';
import type { CardName, Views } from '../../src/cards/templates.ts';
import { type TextKey, textsFor } from '../../src/cards/texts.ts';

type View = Views[CardName];

describe('the sample data beside each template', () => {
  for (const name of CARD_NAMES) {
    it(`of ${name} is what the bot shows today (if not: npm run cards -- --views && npm run fix)`, () => {
      const written: Record<string, View> = JSON.parse(readFileSync(sampleFileOf(name), 'utf8'));
      assert.deepEqual(written, JSON.parse(sampleFile(name)));
      const texts = textsFor('en', TIME_ZONE);
      for (const [state, view] of Object.entries(SAMPLES[name])) {
        const read = written[state] as Views[typeof name];
        assert.deepEqual(render(name, read), render(name, view(texts)));
      }
    });
  }

  it('holds only finished values: text, numbers, truth and lists of them', () => {
    const check = (value: unknown, at: string): void => {
      if (Array.isArray(value)) value.forEach((item, index) => void check(item, `${at}[${index}]`));
      else if (typeof value === 'object' && value !== null) {
        for (const [key, item] of Object.entries(value)) check(item, `${at}.${key}`);
      } else assert.match(typeof value, /^(string|number|boolean)$/, at);
    };
    const texts = textsFor('en', TIME_ZONE);
    for (const name of CARD_NAMES) {
      for (const [state, view] of Object.entries(SAMPLES[name])) check(view(texts), `${name}, ${state}`);
    }
  });

  it('leaves no text of the catalogue undrawn', () => {
    const texts = textsFor('de', TIME_ZONE);
    const english = textsFor('en', TIME_ZONE);
    const drawn = new Set<string>();
    const listening = (to: typeof texts) => ({
      ...to,
      t: (key: TextKey, values?: Parameters<typeof to.t>[1]) => {
        drawn.add(key);
        return to.t(key, values);
      },
    });
    for (const name of CARD_NAMES) {
      for (const view of Object.values(SAMPLES[name])) {
        view(listening(texts));
        view(listening(english));
      }
    }
    const keys = Object.keys(
      JSON.parse(readFileSync(new URL('../../cards/texts/en.json', import.meta.url), 'utf8')),
    );
    // Names of methods that never count as a second step, a line of dispatch's own, and what the catalogue of
    // causes and fixes, or the table of gates, asks for by its ids: tests of their own hold them against these. And the manifest's,
    // what stands on a file or in one, and what stands above a preview.
    const elsewhere =
      /^(method\.|gate\.|cause\.|tell\.|step\.|extension\.|export\.|plan\.(document|column|calendar-entry)|validate\.page\.|campaign\.preview\.mark$|problem\.bad-input$)/;
    assert.deepEqual(
      keys.filter((key) => !drawn.has(key) && !elsewhere.test(key)),
      [],
    );
  });
});
