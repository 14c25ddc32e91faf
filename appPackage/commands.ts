import type { Texts } from '../src/cards/texts.ts';
import { SEARCHED } from '../src/teams/message-extension.ts';
import { commandUsage } from '../src/teams/replies.ts';
import type { Typed } from '../src/teams/turn.ts';

/**
 * The commands that Teams offers below the message box. It shows everybody the same list, whatever their role:
 * - in the personal chat, which everybody in the organisation gets, only what everybody may ask;
 * - in teams and group chats, where helpdesk and administrators work together, all of them.
 */
export function commandLists(rows: readonly Typed[], texts: Pick<Texts, 't'>) {
  const entry = (row: Typed) => ({ title: commandUsage(row), description: texts.t(row.summary) });
  const offered = rows.filter((row) => !row.inHelpAlone);
  return [
    { scopes: ['personal'], commands: offered.filter((row) => row.who === 'user').map(entry) },
    { scopes: ['team', 'groupChat'], commands: offered.map(entry) },
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

/** The search beside the message box: finds a person and puts the verdict into a conversation that may see it. */
export function searchCommand(texts: Pick<Texts, 't'>) {
  return {
    id: 'findPerson',
    type: 'query',
    context: ['compose'],
    title: texts.t('extension.title'),
    description: texts.t('extension.description'),
    initialRun: false,
    parameters: [
      {
        name: SEARCHED,
        title: texts.t('extension.person'),
        description: texts.t('extension.person-description'),
        inputType: 'text',
      },
    ],
  };
}

/** The same words in another language, named as a localisation file names them. */
export function searchDescriptions(texts: Pick<Texts, 't'>): Readonly<Record<string, string>> {
  const command = 'composeExtensions[0].commands[0]';
  return {
    [`${command}.title`]: texts.t('extension.title'),
    [`${command}.description`]: texts.t('extension.description'),
    [`${command}.parameters[0].title`]: texts.t('extension.person'),
    [`${command}.parameters[0].description`]: texts.t('extension.person-description'),
  };
}
