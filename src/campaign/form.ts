import { DEFAULT_APPROVAL_ABOVE, DEFAULT_CALENDAR, GOALS } from './campaign.ts';
import type { NewCampaign } from './ports.ts';

export const FORM_FIELDS = [
  'name',
  'goal',
  'startsOn',
  'windowDays',
  'hours',
  'contact',
  'departments',
  'countries',
  'groupIds',
  'addresses',
  'guests',
  'excludedGroupIds',
  'excludedAddresses',
  'reminderOnDay',
  'reminderBelow',
  'contactListOnDay',
  'lastCallOnDay',
  'endsOnDay',
  'goalShare',
  'approvalAbove',
] as const;
export type FormField = (typeof FORM_FIELDS)[number];

/** The form as it was filled in: clients send every field as text, and leave out what they do not show. */
export type TypedForm = Readonly<Partial<Record<FormField, string | undefined>>>;

const HOURS = ['working', 'now'] as const;
const DAY_MS = 86_400_000;
const MONDAY = 1;

/** A name and a goal are all that is missing: the announcement goes out on the next Monday. */
export function newDraft(today: string): NewCampaign {
  const day = new Date(`${today}T00:00:00Z`);
  const untilMonday = (7 + MONDAY - day.getUTCDay()) % 7 || 7;
  const startsOn = new Date(day.getTime() + untilMonday * DAY_MS).toISOString().slice(0, 10);
  return {
    name: '',
    goal: 'any-method',
    audience: {
      groupIds: [],
      departments: [],
      countries: [],
      addresses: [],
      guests: false,
      excludedGroupIds: [],
      excludedAddresses: [],
    },
    calendar: { ...DEFAULT_CALENDAR, startsOn },
    approvalAbove: DEFAULT_APPROVAL_ABOVE,
    contact: null,
  };
}

export function typedOf({ name, goal, audience, calendar, approvalAbove, contact }: NewCampaign): TypedForm {
  return {
    name,
    goal,
    startsOn: calendar.startsOn,
    windowDays: String(calendar.windowDays),
    hours: calendar.hours,
    contact: contact ?? '',
    departments: audience.departments.join('\n'),
    countries: audience.countries.join(', '),
    groupIds: audience.groupIds.join('\n'),
    addresses: audience.addresses.join('\n'),
    guests: String(audience.guests),
    excludedGroupIds: audience.excludedGroupIds.join('\n'),
    excludedAddresses: audience.excludedAddresses.join('\n'),
    reminderOnDay: String(calendar.reminderOnDay),
    reminderBelow: String(percentOf(calendar.reminderBelow)),
    contactListOnDay: String(calendar.contactListOnDay),
    lastCallOnDay: String(calendar.lastCallOnDay),
    endsOnDay: String(calendar.endsOnDay),
    goalShare: String(percentOf(calendar.goalShare)),
    approvalAbove: String(approvalAbove ?? DEFAULT_APPROVAL_ABOVE),
  };
}

/**
 * What is left out or left empty where something must stand is as it was; what makes no sense stays for `problemsOf`.
 * Some clients leave out a text that was emptied, and none a toggle: where the toggle came along, the list is empty.
 */
export function draftOf(typed: TypedForm, before: NewCampaign, today: string): NewCampaign {
  const { audience, calendar } = before;
  const hours = HOURS.find((one) => one === typed.hours) ?? calendar.hours;
  const words = (field: FormField, known: readonly string[], split: (text: string) => readonly string[]) =>
    unique(split(typed[field] ?? (typed.guests === undefined ? known.join('\n') : '')));
  const number = (field: FormField, known: number) => numberOf(typed[field], known);
  const share = (field: FormField, known: number) => numberOf(typed[field], percentOf(known)) / 100;
  return {
    name: lineOf(typed.name ?? before.name),
    goal: GOALS.find((goal) => goal === typed.goal) ?? before.goal,
    audience: {
      groupIds: words('groupIds', audience.groupIds, idsIn),
      departments: words('departments', audience.departments, linesIn),
      countries: words('countries', audience.countries, (text) => wordsIn(text.toUpperCase())),
      addresses: words('addresses', audience.addresses, addressesIn),
      guests: typed.guests === undefined ? audience.guests : typed.guests === 'true',
      excludedGroupIds: words('excludedGroupIds', audience.excludedGroupIds, idsIn),
      excludedAddresses: words('excludedAddresses', audience.excludedAddresses, addressesIn),
    },
    calendar: {
      // At once is today, whatever day the form came with.
      startsOn: hours === 'now' ? today : typed.startsOn?.trim() || calendar.startsOn,
      windowDays: number('windowDays', calendar.windowDays),
      reminderOnDay: number('reminderOnDay', calendar.reminderOnDay),
      reminderBelow: share('reminderBelow', calendar.reminderBelow),
      contactListOnDay: number('contactListOnDay', calendar.contactListOnDay),
      lastCallOnDay: number('lastCallOnDay', calendar.lastCallOnDay),
      endsOnDay: number('endsOnDay', calendar.endsOnDay),
      goalShare: share('goalShare', calendar.goalShare),
      hours,
    },
    approvalAbove: number('approvalAbove', before.approvalAbove ?? DEFAULT_APPROVAL_ABOVE),
    contact: lineOf(typed.contact ?? (typed.name === undefined ? (before.contact ?? '') : '')) || null,
  };
}

function lineOf(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function numberOf(text: string | undefined, known: number): number {
  const typed = text?.trim().replace(',', '.') ?? '';
  return typed === '' ? known : Number(typed);
}

function percentOf(share: number): number {
  return Math.round(share * 10_000) / 100;
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words.map((word) => word.trim()).filter((word) => word !== ''))];
}

/** A department's name may hold a comma. */
function linesIn(text: string): readonly string[] {
  return text.split(/[\n\r;]+/);
}

function wordsIn(text: string): readonly string[] {
  return text.split(/[\s,;]+/);
}

function idsIn(text: string): readonly string[] {
  return wordsIn(text.toLowerCase());
}

/** As they are pasted from a mail's header, a spreadsheet or a list: `Alice Weber <alice@contoso.com>; bob@contoso.com`. */
function addressesIn(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[\n\r,;\t]+/)
    .flatMap((part) => /<([^<>]*)>/.exec(part)?.[1] ?? part.trim().split(/\s+/));
}
