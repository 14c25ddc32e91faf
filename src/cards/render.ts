// Not the package's front door: its types drag in the renderer's sources, which do not compile here.
import { Template } from 'adaptivecards-templating/lib/template-engine.js';
import type { Card } from './card.ts';
import { type CardName, TEMPLATES, type Views } from './templates.ts';

/** What is sent: the card, and the line that notifications and old clients show. */
export interface Rendered {
  readonly card: Card;
  readonly summary: string;
}

/** Teams refuses messages above 100 KB of UTF-16; this leaves room for the rest of the activity. */
export const CARD_CHARACTERS_AT_MOST = 40_000;

/** A view holds more than a card can carry: whoever filled it forgot to cut a list. */
export class CardTooLarge extends Error {
  readonly card: CardName;
  readonly characters: number;

  constructor(card: CardName, characters: number) {
    super(`The ${card} card has ${characters} characters; Teams takes ${CARD_CHARACTERS_AT_MOST}.`);
    this.name = 'CardTooLarge';
    this.card = card;
    this.characters = characters;
  }
}

/** Parsing a template costs some 400 times as much as filling it in. */
const compiled = new Map<CardName, Template>();

export function render<Name extends CardName>(name: Name, view: Views[Name]): Rendered {
  const template = compiled.get(name) ?? new Template(TEMPLATES[name]);
  compiled.set(name, template);
  const card = template.expand({ $root: view }) as Card;
  const characters = JSON.stringify(card).length;
  if (characters > CARD_CHARACTERS_AT_MOST) throw new CardTooLarge(name, characters);
  return { card, summary: view.summary };
}
