import { z } from 'zod';
import { showHelp, showOwnStatus, showStatusOf } from './handlers.ts';
import { showRegistration } from './overview.ts';
import { type CommandRow, command } from './rows.ts';

const nothing = z.object({});
const somebody = z.object({ person: z.string().trim().min(1).max(200) });

/**
 * Every command that people type. Help, the manifest's lists and dispatch all read this table.
 * Two rows may share their words when one takes a person and the other takes nothing.
 */
export const COMMANDS: readonly CommandRow[] = [
  command({
    words: 'status',
    takes: 'nothing',
    who: 'user',
    about: 'asker',
    summary: 'command.status',
    input: nothing,
    run: showOwnStatus,
  }),
  command({
    words: 'status',
    takes: 'person',
    who: 'helpdesk',
    about: 'others',
    summary: 'command.status-of',
    input: somebody,
    run: showStatusOf,
  }),
  command({
    words: 'registration',
    takes: 'nothing',
    who: 'admin',
    about: 'others',
    summary: 'command.registration',
    input: nothing,
    run: showRegistration,
  }),
  command({
    words: 'help',
    takes: 'nothing',
    who: 'user',
    about: 'nobody',
    summary: 'command.help',
    input: nothing,
    run: showHelp,
  }),
];
