import { KnownError } from '../errors.ts';
import type { RegistrationRules } from '../people/ports.ts';
import { PHONE_ENDS } from '../people/registration.ts';
import { type AlwaysExcluded, groupsOf, questionOf } from './audience.ts';
import { deadlineOf } from './calendar.ts';
import type { Calendar, Campaign } from './campaign.ts';
import type { AudienceReader, CampaignStore, RosterDesk } from './desk-ports.ts';
import type { DryRun, Warning } from './ports.ts';
import { FRESH_MS } from './roster.ts';
import { createTally, type Tally } from './tally.ts';
import { timingOf } from './timing.ts';

export interface DryRunParts {
  readonly audience: AudienceReader;
  readonly roster: RosterDesk;
  readonly store: Pick<CampaignStore, 'hasChannel'>;
  readonly rules: RegistrationRules;
  readonly settings: DeskSettings;
}

/** What the configuration says about every campaign. */
export interface DeskSettings {
  readonly always: AlwaysExcluded;
  /** Null: no limit. */
  readonly perSecond: number | null;
  /** Whether the app can be installed for people who have no chat with it. */
  readonly canInstall: boolean;
}

const DAY_MS = 86_400_000;
/** Whoever hears of it on the morning of the first of fourteen days has a little more. */
const NOTICE_DAYS = 13;
/** Names of a list that nobody has, as many as a line holds. */
const NAMED_AT_MOST = 5;

/** What would happen, from what is known now; the reading that makes it newer goes on behind it. */
export async function dryRunOf(campaign: Campaign, parts: DryRunParts, now: Date): Promise<DryRun> {
  const question = questionOf(campaign, parts.settings);
  const groups = groupsOf(question);
  await parts.roster.refresh(groups);
  const { asOf } = await parts.roster.status(groups);
  const counting = createTally();
  for await (const rows of parts.audience.tally(question)) counting.add(rows);
  const tally = counting.total();
  const calendar = fromToday(campaign.calendar, now);
  const timing = timingOf(tally.zones, calendar, { perSecond: parts.settings.perSecond, now });
  return {
    campaign,
    rosterAsOf: asOf,
    rosterComplete: asOf !== null,
    recipients: tally.recipients,
    admins: tally.admins,
    excluded: tally.excluded,
    byDepartment: tally.departments.map(({ key, count }) => ({ department: key, count })),
    byLanguage: tally.languages.map(({ key, count }) => ({ language: key ?? 'en', count })),
    withoutChat: tally.withoutChat,
    ...timing,
    warnings: await warningsOf(
      { ...campaign, calendar },
      { tally, asOf, now, lastSend: timing.lastSend },
      parts,
    ),
    needsApproval: tally.recipients > campaign.approvalAbove,
  };
}

/** Started late, a calendar moves to that day; so it does in what is foretold. */
function fromToday(calendar: Calendar, now: Date): Calendar {
  const today = now.toISOString().slice(0, 10);
  return calendar.startsOn < today ? { ...calendar, startsOn: today } : calendar;
}

interface Found {
  readonly tally: Tally;
  readonly asOf: Date | null;
  readonly now: Date;
  readonly lastSend: Date | null;
}

async function warningsOf(campaign: Campaign, found: Found, parts: DryRunParts): Promise<DryRun['warnings']> {
  const { settings, store, audience } = parts;
  const { tally, asOf, now, lastSend } = found;
  const { addresses, excludedAddresses } = campaign.audience;
  const [entra, hasHelpdesk, known] = await Promise.all([
    otherCampaign(campaign, parts.rules),
    store.hasChannel('helpdesk'),
    audience.known([...addresses, ...excludedAddresses]),
  ]);
  const unknown = [...addresses, ...excludedAddresses].filter((address) => !known.has(address));
  const deadline = deadlineOf(campaign.calendar);
  const ends = Date.parse(`${deadline}T00:00:00Z`) + DAY_MS;
  const notice = (ends - (lastSend ?? now).getTime()) / DAY_MS;
  const outOfReach = tally.withoutChat > 0;
  const warnings: readonly (readonly [Warning, boolean, string])[] = [
    ['no-break-glass-known', settings.always.breakGlass.length === 0, ''],
    ['entra-campaign-active', entra !== null, entra ?? ''],
    ['people-out-of-reach', outOfReach, String(tally.withoutChat)],
    ['no-installation', outOfReach && !settings.canInstall, ''],
    ['no-helpdesk-channel', !hasHelpdesk, ''],
    ['deadline-too-soon', notice < NOTICE_DAYS, deadline],
    ['deadline-after-phone-end', campaign.goal === 'no-sms-only' && deadline >= PHONE_ENDS, deadline],
    ['addresses-unknown', unknown.length > 0, named(unknown)],
    ['roster-old', asOf !== null && now.getTime() - asOf.getTime() >= FRESH_MS, asOf?.toISOString() ?? ''],
    ['nobody-left', asOf !== null && tally.recipients === 0, ''],
  ];
  return warnings.filter(([, holds]) => holds).map(([warning, , detail]) => ({ warning, detail }));
}

/** What it asks for, where that is something else than this campaign asks for; null: nothing to warn of. */
async function otherCampaign({ goal }: Campaign, rules: RegistrationRules): Promise<string | null> {
  try {
    const { state, method } = await rules.entraCampaign();
    if (state === 'off') return null;
    return goal === 'passkey' && method === 'passkey' ? null : (method ?? state);
  } catch (error) {
    // Without that permission it is not known; `muster doctor` says so, and here it must not stop anything.
    if (error instanceof KnownError) return null;
    throw error;
  }
}

function named(addresses: readonly string[]): string {
  const more = addresses.length - NAMED_AT_MOST;
  return [...addresses.slice(0, NAMED_AT_MOST), ...(more > 0 ? [`+${more}`] : [])].join(', ');
}
