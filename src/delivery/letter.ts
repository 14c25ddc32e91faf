import type { Letter, LetterText } from './ports.ts';

/** Private-use characters: no text of ours or of a directory that is shown to people holds them. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const SLOT = new RegExp(`${OPEN}([A-Za-z]+)${CLOSE}`);

/** Stands in a text of the letter where a value of the person belongs. */
export function slot(name: string): string {
  return `${OPEN}${name}${CLOSE}`;
}

/**
 * Drawing a card costs 23 µs when its template is compiled and 9 ms when not; filling values into finished JSON
 * costs less than one. So a letter is drawn and written as JSON once, and cut where the slots are.
 */
export function prepareLetter({ activity }: LetterText): Letter {
  // Cut at a pattern with one group: text, name, text, name, …, text.
  const parts = JSON.stringify(activity).split(SLOT);
  const [head = ''] = parts;
  const rest = Array.from({ length: (parts.length - 1) / 2 }, (_, index) => ({
    name: parts[index * 2 + 1] ?? '',
    text: parts[index * 2 + 2] ?? '',
  }));
  return {
    fill(values) {
      let filled = head;
      for (const { name, text } of rest) {
        const value = values[name];
        if (value === undefined)
          throw new Error(`The letter has a slot ${name}, and no value was given for it.`);
        filled += JSON.stringify(value).slice(1, -1) + text;
      }
      return filled;
    },
  };
}
