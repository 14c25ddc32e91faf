import { type Calendar, DEFAULT_CALENDAR, type Goal, type WaveName } from '../../../src/campaign/campaign.ts';
import { ALTERNATIVES, SNOOZES } from '../../../src/campaign/ports.ts';
import {
  type ReminderInput,
  type ReminderShows,
  type ReminderView,
  toOverView,
  toReminderView,
} from '../../../src/cards/reminder.ts';
import { reminderValues } from '../../../src/cards/reminder-letter.ts';
import type { Texts } from '../../../src/cards/texts.ts';
import { NOW, ORGANISATION, REGISTRATION_URL } from './people.ts';

const CALENDAR: Calendar = { ...DEFAULT_CALENDAR, startsOn: '2026-11-21' };
export const CAMPAIGN: ReminderInput['campaign'] = {
  id: 'ca30a190-0000-4000-8000-000000000001',
  goal: 'any-method',
  calendar: CALENDAR,
  contact: 'ext. 4711 or it-help@contoso.com',
};
/** Two days after the deadline. */
const LATE = new Date('2026-12-06T08:12:00Z');
const SOON = new Date('2026-11-20T08:27:00Z');

type Sample = (texts: Texts) => ReminderView;

const about: Omit<ReminderInput, 'shows'> = {
  campaign: CAMPAIGN,
  organisation: ORGANISATION.displayName,
  registrationUrl: REGISTRATION_URL,
  snoozes: SNOOZES,
  alternatives: ALTERNATIVES,
  asOf: NOW,
};
const shown =
  (shows: ReminderShows, more: Partial<ReminderInput> = {}): Sample =>
  (texts) =>
    toReminderView({ ...about, ...more, shows }, texts);

function wave(name: WaveName, goal: Goal, more: Partial<ReminderInput> = {}, person = 'Alice Weber'): Sample {
  return (texts) => {
    const { hello } = reminderValues({ displayName: person }, texts);
    const input = { ...about, campaign: { ...CAMPAIGN, goal }, ...more };
    return toReminderView({ ...input, shows: { kind: 'asked', wave: name, hello } }, texts);
  };
}

const goal = (one: Goal): Pick<ReminderInput, 'campaign'> => ({ campaign: { ...CAMPAIGN, goal: one } });
const over: Partial<ReminderInput> = { asOf: LATE, snoozes: [] };

export const reminderSamples = {
  announcement: wave('announcement', 'any-method'),
  'announcement, no text messages': wave('announcement', 'no-sms-only'),
  'announcement, passkey': wave('announcement', 'passkey'),
  reminder: wave('reminder', 'any-method', { snoozes: ['tomorrow'] }),
  'reminder, no text messages': wave('reminder', 'no-sms-only'),
  'reminder, passkey': wave('reminder', 'passkey'),
  'last call': wave('last-call', 'any-method', over),
  'last call, no text messages': wave('last-call', 'no-sms-only', {
    snoozes: [],
    asOf: new Date('2027-02-03T08:12:00Z'),
  }),
  'last call, passkey': wave('last-call', 'passkey', over),
  'nothing known but the page': wave(
    'announcement',
    'any-method',
    {
      organisation: null,
      campaign: { ...CAMPAIGN, contact: null },
    },
    '',
  ),
  'hostile names': wave(
    'reminder',
    'any-method',
    {
      organisation: '**Contoso** [Click here](https://evil.example)',
      campaign: { ...CAMPAIGN, contact: '# call \u202e1174 `rm` [here](https://evil.example) '.repeat(4) },
    },
    '[Wolfeschlegelsteinhausenbergerdorff](https://evil.example) **of the long name** \u202egnirts',
  ),
  registered: shown({ kind: 'registered', state: 'registered' }),
  'not seen yet': shown({ kind: 'not-seen-yet', nextLook: SOON }),
  'cannot look': shown({ kind: 'cannot-look', nextLook: SOON }),
  snoozed: shown({ kind: 'snoozed', until: new Date('2026-11-23T08:12:00Z'), left: 2 }),
  'snoozed, the last time but one': shown({
    kind: 'snoozed',
    until: new Date('2026-11-26T08:12:00Z'),
    left: 1,
  }),
  'snoozed, the last time': shown(
    { kind: 'snoozed', until: new Date('2026-11-30T08:12:00Z'), left: 0 },
    { snoozes: [] },
  ),
  'no snooze left': shown({ kind: 'no-snooze-left' }, { snoozes: [] }),
  'past the deadline': shown({ kind: 'past-deadline' }, over),
  'help, case opened': shown({ kind: 'case-opened', caseKind: 'help', reachedHelpdesk: true }),
  'help, helpdesk out of reach': shown({ kind: 'case-opened', caseKind: 'help', reachedHelpdesk: false }),
  'help, case open already': shown({ kind: 'case-open-already', caseKind: 'help' }),
  'no smartphone': shown({ kind: 'case-opened', caseKind: 'no-phone', reachedHelpdesk: true }),
  'no smartphone, helpdesk out of reach': shown({
    kind: 'case-opened',
    caseKind: 'no-phone',
    reachedHelpdesk: false,
  }),
  'no smartphone, no alternative': shown(
    { kind: 'case-open-already', caseKind: 'no-phone' },
    { alternatives: [] },
  ),
  'why me': shown({ kind: 'why', registration: 'none', askedBy: 'Rosa Lind' }),
  'why me, text messages': shown(
    { kind: 'why', registration: 'phone-only', askedBy: 'Rosa Lind' },
    goal('no-sms-only'),
  ),
  'why me, passkey': shown({ kind: 'why', registration: 'registered', askedBy: null }, goal('passkey')),
  'why me, not known': shown({ kind: 'why', registration: null, askedBy: null }),
  over: (texts) => toOverView(about, texts),
} satisfies Record<string, Sample>;
