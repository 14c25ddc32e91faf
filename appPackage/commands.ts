import type { Texts } from '../src/cards/texts.ts';
import { commandUsage } from '../src/teams/replies.ts';
import type { Typed } from '../src/teams/turn.ts';

/**
 * The commands that Teams offers below the message box. It shows everybody the same list, whatever their role:
 * - in the personal chat, which everybody in the organisation gets, only what everybody may ask;
 * - in teams and group chats, where helpdesk and administrators work together, all of them.
 */
export function commandLists(rows: readonly Typed[], texts: Pick<Texts, 't'>) {
  const entry = (row: Typed) => ({ title: commandUsage(row), description: texts.t(row.summary) });
  return [
    { scopes: ['personal'], commands: rows.filter((row) => row.who === 'user').map(entry) },
    { scopes: ['team', 'groupChat'], commands: rows.map(entry) },
  ];
}

/** The descriptions of the same lists in another language, named as a localisation file names them. */
export function commandDescriptions(
  rows: readonly Typed[],
  texts: Pick<Texts, 't'>,
): Readonly<Record<string, string>> {
  const named = commandLists(rows, texts).flatMap((list, listIndex) =>
    list.commands.map(({ description }, index) => [
      `bots[0].commandLists[${listIndex}].commands[${index}].description`,
      description,
    ]),
  );
  return Object.fromEntries(named);
}
