import type { CardName } from '../../src/cards/templates.ts';
import { textsFor } from '../../src/cards/texts.ts';
import { TIME_ZONE } from './samples/people.ts';
import { SAMPLES } from './samples.ts';

/** The finished English views of a card, state by state: what a template designer binds to. */
export function sampleFile(name: CardName): string {
  const texts = textsFor('en', TIME_ZONE);
  const views = Object.entries(SAMPLES[name]).map(([state, view]) => [state, view(texts)]);
  return `${JSON.stringify(Object.fromEntries(views), null, 2)}\n`;
}

export function sampleFileOf(name: CardName): URL {
  return new URL(`../../cards/${name}.sample.json`, import.meta.url);
}
