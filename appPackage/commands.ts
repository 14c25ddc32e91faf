import type { Role } from '../src/people/roles.ts';

/** What the manifest needs to know of one typed command; a row of src/teams/commands.ts with its summary put into words. */
export interface CommandSummary {
  readonly words: string;
  readonly takes: 'nothing' | 'person';
  readonly who: Role;
  readonly summary: string;
}

/**
 * The commands that Teams offers below the message box. It shows everybody the same list, whatever their role:
 * - in the personal chat, which everybody in the organisation gets, only what everybody may ask;
 * - in teams and group chats, where helpdesk and administrators work together, all of them.
 */
export function commandLists(rows: readonly CommandSummary[]) {
  return [
    { scopes: ['personal'], commands: rows.filter((row) => row.who === 'user').map(entry) },
    { scopes: ['team', 'groupChat'], commands: rows.map(entry) },
  ];
}

/** The descriptions of the same lists in another language, as a localisation file names them. */
export function commandDescriptions(rows: readonly CommandSummary[]): Record<string, string> {
  const named = commandLists(rows).flatMap((list, listIndex) =>
    list.commands.map((command, index) => [
      `bots[0].commandLists[${listIndex}].commands[${index}].description`,
      command.description,
    ]),
  );
  return Object.fromEntries(named);
}

function entry(row: CommandSummary) {
  return { title: row.takes === 'person' ? `${row.words} NAME` : row.words, description: row.summary };
}
