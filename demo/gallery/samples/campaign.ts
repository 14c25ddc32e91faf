import type { Campaign } from '../../../src/campaign/campaign.ts';
import { problemsOf } from '../../../src/campaign/draft.ts';
import { draftOf, newDraft, type TypedForm, typedOf } from '../../../src/campaign/form.ts';
import {
  type CampaignLine,
  CONTACTS_PER_PAGE,
  type DryRun,
  type Progress,
  WARNINGS,
} from '../../../src/campaign/ports.ts';
import { toCampaignView } from '../../../src/cards/campaign.ts';
import { type ContactListInput, toContactListView } from '../../../src/cards/campaign-contacts.ts';
import { toDigestView } from '../../../src/cards/campaign-digest.ts';
import { type CampaignFormInput, toCampaignFormView } from '../../../src/cards/campaign-form.ts';
import { type CampaignListInput, toCampaignListView } from '../../../src/cards/campaign-list.ts';
import type { CampaignInput } from '../../../src/cards/campaign-view.ts';
import type { Texts } from '../../../src/cards/texts.ts';
import { CAMPAIGN, coverageOf, DRY_RUN, PROGRESS, recipient } from './campaign-facts.ts';

const drawn = (input: CampaignInput) => (texts: Texts) => toCampaignView(input, texts);
const planned = (
  different: Partial<Omit<DryRun, 'campaign'>>,
  campaign: Partial<Campaign> = {},
  more: Partial<CampaignInput> = {},
) => drawn({ dryRun: { ...DRY_RUN, ...different, campaign: { ...CAMPAIGN, ...campaign } }, ...more });
const running = (
  different: Partial<Omit<Progress, 'campaign'>>,
  campaign: Partial<Campaign> = {},
  more: Partial<CampaignInput> = {},
) =>
  drawn({
    progress: { ...PROGRESS, ...different, campaign: { ...PROGRESS.campaign, ...campaign } },
    ...more,
  });

const warned = (from: number, to: number) =>
  WARNINGS.slice(from, to).map((warning) => ({
    warning,
    detail: warning === 'people-out-of-reach' ? '37' : '',
  }));
const started = (version: number, state: Campaign['state']): Partial<Campaign> => ({ state, version });
const over = { endedAt: new Date('2026-12-12T12:00:00Z') };
const closing: Partial<Progress> = {
  states: {
    waiting: 0,
    told: 0,
    snoozed: 0,
    asked: 0,
    registered: 1_120,
    unreachable: 24,
    left: 9,
    'not-registered': 51,
  },
  unreachable: [
    { outcome: 'not-installed', count: 14 },
    { outcome: 'blocked', count: 6 },
    { outcome: 'not-found', count: 2 },
    { outcome: 'refused', count: 1 },
    { outcome: 'too-large', count: 1 },
  ],
  waves: [
    { wave: 'announcement', targeted: 1_204, sent: 1_163, unknown: 2, failed: 24, registeredAfter: 702 },
    { wave: 'reminder', targeted: 502, sent: 490, unknown: 0, failed: 4, registeredAfter: 301 },
    { wave: 'last-call', targeted: 201, sent: 195, unknown: 1, failed: 0, registeredAfter: 117 },
  ],
  coverage: coverageOf(16, 1_204),
  openCases: 0,
  asOf: new Date('2026-12-12T12:00:00Z'),
};
const nobodyYet: Partial<Progress> = {
  targeted: 0,
  reached: 0,
  states: {
    waiting: 0,
    told: 0,
    snoozed: 0,
    asked: 0,
    registered: 0,
    unreachable: 0,
    left: 0,
    'not-registered': 0,
  },
  unreachable: [],
  waves: [],
  coverage: [],
  departments: [],
  openCases: 0,
};
const many = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));

export const campaignSamples = {
  draft: planned({}),
  'draft with warnings': planned({ warnings: warned(0, 5), needsApproval: false, sendingSeconds: 1_500 }),
  'draft with other warnings': planned(
    { warnings: warned(5, 10), recipients: 0, admins: 0 },
    { goal: 'no-sms-only' },
  ),
  'draft, still reading': planned({
    rosterAsOf: null,
    rosterComplete: false,
    recipients: 80,
    warnings: warned(8, 9),
    firstSend: null,
    lastSend: null,
  }),
  'draft of a million': planned(
    {
      recipients: 1_000_000,
      admins: 642,
      sendingSeconds: 22_222,
      excluded: [
        { reason: 'campaign-group', count: 12_000 },
        { reason: 'campaign-list', count: 3 },
        { reason: 'outside-audience', count: 740_113 },
      ],
      byLanguage: [
        { language: 'nl-BE', count: 7 },
        { language: 'not a language', count: 1 },
      ],
    },
    { goal: 'passkey', calendar: { ...CAMPAIGN.calendar, hours: 'now' } },
  ),
  'one person': planned({ recipients: 1, admins: 0, excluded: [], byDepartment: [], needsApproval: false }),
  'waits for approval': planned({}, { startAskedBy: CAMPAIGN.createdBy }, { askedByName: 'Tomás Herrera' }),
  'waits, asked by nobody known': planned({}, { startAskedBy: CAMPAIGN.createdBy }),
  scheduled: planned({}, { state: 'scheduled' }),
  'running, first day': running({ coverage: coverageOf(1, 1_204), openCases: 0 }),
  running: running({}),
  'somebody was faster': running(
    {},
    {},
    {
      remark: 'Somebody else was faster: this campaign has changed meanwhile.',
    },
  ),
  'running, goal reached': running({ ...closing, departments: [] }, {}),
  'running, past the deadline': running({ asOf: new Date('2026-12-08T09:00:00Z') }),
  'running, nothing is sent': running({}, { trouble: '401 BotNotRegistered' }),
  'running, a million': running({
    targeted: 1_000_000,
    reached: 980_112,
    states: {
      waiting: 10_000,
      told: 300_000,
      snoozed: 31_001,
      asked: 870,
      registered: 600_000,
      unreachable: 58_000,
      left: 129,
      'not-registered': 0,
    },
    unreachable: [
      { outcome: 'not-installed', count: 50_000 },
      { outcome: 'blocked', count: 8_000 },
    ],
    coverage: many(60, (index) => ({
      day: new Date(Date.UTC(2026, 10, 23 + index)).toISOString().slice(0, 10),
      registered: 10_000 * (index + 1),
      targeted: 1_000_000,
    })),
  }),
  paused: running({}, started(6, 'paused')),
  completed: running({ ...closing }, { ...started(9, 'completed'), ...over }),
  'completed, goal reached': running(
    { ...closing, states: { ...PROGRESS.states, registered: 1_190, told: 0, waiting: 0 } },
    { ...started(9, 'completed'), ...over },
  ),
  cancelled: running({}, { ...started(7, 'cancelled'), ...over }),
  'just started': running(nobodyYet),
  'cancelled before anybody was told': running(nobodyYet, { ...started(4, 'cancelled'), ...over }),
};

const listed = (input: CampaignListInput) => (texts: Texts) => toCampaignListView(input, texts);
const line = (index: number, different: Partial<CampaignLine> = {}): CampaignLine => ({
  id: `c0000000-0000-4000-8000-0000000000${String(index).padStart(2, '0')}`,
  name: 'Second step for everybody',
  goal: 'any-method',
  state: 'running',
  startsOn: '2026-11-23',
  targeted: 1_204,
  registered: 554,
  ...different,
});

export const campaignListSamples = {
  none: listed({ campaigns: [], page: 1 }),
  one: listed({ campaigns: [line(1)], page: 1 }),
  many: listed({
    campaigns: many(12, (index) =>
      line(index, {
        name:
          ['Away from text messages', 'Passkeys for finance', 'Autumn [bold](https://evil.example) **x**'][
            index % 3
          ] ?? '',
        goal: (['no-sms-only', 'passkey', 'any-method'] as const)[index % 3] ?? 'any-method',
        state: (['draft', 'scheduled', 'paused', 'completed', 'cancelled'] as const)[index % 5] ?? 'draft',
        targeted: index % 5 < 2 ? 0 : 1_204,
      }),
    ),
    page: 2,
  }),
  'unknown name': listed({ campaigns: [line(1, { name: 'Autumn' })], page: 1, unknown: 'atumn' }),
  'unknown name, nothing near': listed({ campaigns: [], page: 1, unknown: 'christmas **party**' }),
};

const contacts = (different: Partial<ContactListInput>) => (texts: Texts) =>
  toContactListView({ campaign: PROGRESS.campaign, people: [], total: 0, page: 1, ...different }, texts);
const NAMES = ['Rosa Lind', 'Tomás Herrera', 'Yuki Tanaka', 'Amir *bold* [x](https://evil.example)'];
const STANDING = [
  { state: 'told', isAdmin: true },
  { state: 'snoozed', snoozedUntil: new Date('2026-12-03T08:00:00Z') },
  { state: 'snoozed', department: null },
  { state: 'asked' },
  { state: 'unreachable', reason: 'blocked' },
  { state: 'unreachable', reason: null },
  { state: 'unreachable', reason: 'unknown' },
  { state: 'waiting' },
  { state: 'left' },
  { state: 'not-registered' },
] as const;

export const campaignContactsSamples = {
  nobody: contacts({}),
  one: contacts({ people: [recipient({})], total: 1 }),
  many: contacts({
    people: many(CONTACTS_PER_PAGE, (index) =>
      recipient({ displayName: NAMES[index % 4] ?? '', ...STANDING[index % STANDING.length] }),
    ),
    total: 4_318,
    page: 2,
  }),
  'has registered meanwhile': contacts({ people: [recipient({ state: 'registered' })], total: 1 }),
};

export const campaignDigestSamples = {
  'below the goal': (texts: Texts) => toDigestView(PROGRESS, texts),
  'goal reached': (texts: Texts) =>
    toDigestView({ ...PROGRESS, ...closing, states: { ...PROGRESS.states, registered: 1_190 } }, texts),
};

const TODAY = '2026-11-20';
const form =
  (typed: TypedForm, change: CampaignFormInput['change'] = null) =>
  (texts: Texts) => {
    const problems = problemsOf(draftOf(typed, newDraft(TODAY), TODAY), TODAY);
    return toCampaignFormView({ typed, problems: typed.name === '' ? [] : problems, change }, texts);
  };
const wrong = (more: TypedForm) => form({ ...typedOf(newDraft(TODAY)), name: ' ', ...more });

export const campaignFormSamples = {
  new: form(typedOf(newDraft(TODAY))),
  change: form(
    {
      ...typedOf({ ...newDraft(TODAY), ...CAMPAIGN }),
      departments: 'Sales\nResearch & Development',
      addresses: 'alice@contoso.com\nbob@contoso.com',
      guests: 'true',
      hours: 'now',
    },
    { id: CAMPAIGN.id, version: 3, name: CAMPAIGN.name },
  ),
  'everything wrong': wrong({
    startsOn: 'soon',
    windowDays: '3',
    contact: 'x'.repeat(121),
    groupIds: 'Sales',
    countries: 'Germany',
    addresses: 'alice',
    excludedAddresses: many(501, (index) => `p${index}@contoso.com`).join(' '),
  }),
  'days in the wrong order': wrong({
    name: 'List',
    startsOn: '2026-11-01',
    reminderOnDay: '15',
    contactListOnDay: '20',
    lastCallOnDay: '14',
    endsOnDay: '13',
  }),
  'name taken': (texts: Texts) =>
    toCampaignFormView(
      {
        typed: { ...typedOf(newDraft(TODAY)), name: 'Autumn' },
        problems: [{ field: 'name', problem: 'taken' }],
        change: null,
      },
      texts,
    ),
};
