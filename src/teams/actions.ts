import { z } from 'zod';
import { showOwnStatus, showStatusOf } from './handlers.ts';
import { showRegistration } from './overview.ts';
import { type ActionRow, action } from './rows.ts';

const version = z.number().int().positive();
const nothing = z.object({ v: version });
const somebody = z.object({ v: version, person: z.guid() });

/** Every button. Its data is a hint from the client: who may press it is decided here, and state is read again. */
export const ACTIONS: readonly ActionRow[] = [
  action({ verb: 'status.refresh', who: 'user', about: 'asker', input: nothing, run: showOwnStatus }),
  action({
    verb: 'status.refresh-other',
    who: 'helpdesk',
    about: 'others',
    input: somebody,
    run: showStatusOf,
  }),
  action({
    verb: 'registration.refresh',
    who: 'admin',
    about: 'others',
    input: nothing,
    run: showRegistration,
  }),
];
