import type { CommandRow } from './rows.ts';

export type Match =
  | { readonly kind: 'command'; readonly row: CommandRow; readonly rest: string }
  | { readonly kind: 'nearest'; readonly rows: readonly CommandRow[] };

/** More typing mistakes than this and it is another word. */
const MISTAKES = 2;
/** Two mistakes in a word of three letters make nearly any other. */
const SHORT = 4;
const SHOWN = 3;

/**
 * Whole words, longest command first, letter case aside. What follows a command that takes nothing makes it
 * another sentence: nothing is run because its words occur somewhere.
 */
export function matchCommand(commands: readonly CommandRow[], typed: string): Match {
  // What closes a sentence is no part of a command, nor of anybody's name.
  const text = typed
    .replace(/[\s.?!…。．？！؟]+$/, '')
    .trim()
    .replace(/\s+/g, ' ');
  const lower = text.toLowerCase();
  for (const row of commands) {
    const rest = row.reads?.(typed) ?? null;
    if (rest !== null) return { kind: 'command', row, rest };
  }
  const longestFirst = commands.filter((row) => !row.reads).sort((a, b) => b.words.length - a.words.length);
  for (const row of longestFirst) {
    if (row.takes === 'nothing' && lower === row.words) return { kind: 'command', row, rest: '' };
    if (row.takes === 'person' && lower.startsWith(`${row.words} `)) {
      return { kind: 'command', row, rest: text.slice(row.words.length + 1).trim() };
    }
  }
  return { kind: 'nearest', rows: nearest(commands, lower) };
}

function nearest(commands: readonly CommandRow[], typed: string): readonly CommandRow[] {
  const distances = commands.map((row) => {
    const beginning = typed.split(' ').slice(0, row.words.split(' ').length).join(' ');
    const begun = typed.length >= 2 && row.words.startsWith(typed);
    return { row, distance: begun ? 0 : editDistance(beginning, row.words) };
  });
  return distances
    .filter(({ row, distance }) => distance <= (row.words.length < SHORT ? 1 : MISTAKES))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, SHOWN)
    .map(({ row }) => row);
}

/** Letters to insert, delete, replace or swap. Stops caring beyond the length of any command. */
export function editDistance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > MISTAKES) return MISTAKES + 1;
  let before: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1];
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      current[j] = Math.min(
        at(previous, j) + 1,
        at(current, j - 1) + 1,
        at(previous, j - 1) + (same ? 0 : 1),
        swapped ? at(before, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = previous;
    previous = current;
  }
  return at(previous, to.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
