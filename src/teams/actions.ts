import { z } from 'zod';
import { showOwnStatus, showStatusOf } from './handlers.ts';
import { showRegistration } from './overview.ts';
import { type ActionRow, action } from './rows.ts';
import { sendStepsOf, watchNext } from './triage-act.ts';
import { pickPerson, refreshCase, showOwnWhy } from './triage-ask.ts';

const version = z.number().int().positive();
const nothing = z.object({ v: version });
const somebody = z.object({ v: version, person: z.guid() });
const oneCase = z.object({ v: version, case: z.guid() });
const somebodyOfCase = z.object({ v: version, person: z.guid(), case: z.guid().optional() });
const ownQuestion = z.object({ v: version }).transform(() => ({ person: '' }));

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
  action({ verb: 'why.refresh', who: 'user', about: 'asker', input: ownQuestion, run: showOwnWhy }),
  action({
    verb: 'triage.pick-user',
    who: 'helpdesk',
    about: 'others',
    input: somebodyOfCase,
    run: pickPerson,
  }),
  action({ verb: 'triage.refresh', who: 'helpdesk', about: 'others', input: oneCase, run: refreshCase }),
  action({ verb: 'triage.send-steps', who: 'helpdesk', about: 'others', input: oneCase, run: sendStepsOf }),
  action({ verb: 'triage.watch', who: 'helpdesk', about: 'others', input: oneCase, run: watchNext }),
];
