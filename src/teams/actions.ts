import { z } from 'zod';
import { SNOOZES } from '../campaign/ports.ts';
import { closeCase } from './case-act.ts';
import { showOwnStatus, showStatusOf } from './handlers.ts';
import { showReadiness, showRegistration } from './overview.ts';
import {
  reminderDone,
  reminderHelp,
  reminderNoPhone,
  reminderSnooze,
  reminderWhyMe,
} from './reminder-act.ts';
import { type ActionRow, action } from './rows.ts';
import { sendStepsOf, watchNext } from './triage-act.ts';
import { pickPerson, refreshCase, showOwnWhy } from './triage-ask.ts';

const version = z.number().int().positive();
const nothing = z.object({ v: version });
const somebody = z.object({ v: version, person: z.guid() });
const oneCase = z.object({ v: version, case: z.guid() });
const somebodyOfCase = z.object({ v: version, person: z.guid(), case: z.guid().optional() });
const ofCampaign = z.object({ v: version, campaign: z.guid() });
const snoozed = ofCampaign.extend({ snooze: z.enum(SNOOZES) });
/** More than the card's own field lets through is no press of that card. */
const asking = ofCampaign.extend({ words: z.string().max(500).default('') });
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
  action({ verb: 'readiness.refresh', who: 'admin', about: 'others', input: nothing, run: showReadiness }),
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
  action({ verb: 'reminder.done', who: 'user', about: 'asker', input: ofCampaign, run: reminderDone }),
  action({ verb: 'reminder.snooze', who: 'user', about: 'asker', input: snoozed, run: reminderSnooze }),
  action({
    verb: 'reminder.no-phone',
    who: 'user',
    about: 'asker',
    input: ofCampaign,
    run: reminderNoPhone,
  }),
  action({ verb: 'reminder.help', who: 'user', about: 'asker', input: asking, run: reminderHelp }),
  action({ verb: 'reminder.why-me', who: 'user', about: 'asker', input: ofCampaign, run: reminderWhyMe }),
  // It shows no more than the card on which it is pressed.
  action({ verb: 'case.close', who: 'helpdesk', about: 'nobody', input: oneCase, run: closeCase }),
];
