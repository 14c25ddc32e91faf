import type { Clock } from '../clock.ts';
import { OUTCOMES, type Outcome } from '../delivery/outcome.ts';
import { NotFound, UserError } from '../errors.ts';
import { csvLine } from '../people/csv.ts';
import { groupsOf, questionOf } from './audience.ts';
import { type Campaign, DEFAULT_APPROVAL_ABOVE } from './campaign.ts';
import { progressOf } from './counted.ts';
import type { CampaignStore, ExportRow } from './desk-ports.ts';
import { problemsOf, WrongDraft } from './draft.ts';
import { type DryRunParts, dryRunOf } from './dry-run.ts';
import { type CampaignEvent, decide } from './life-cycle.ts';
import { type CampaignDesk, CONTACTS_PER_PAGE, type NewCampaign, type Pressed } from './ports.ts';
import { createTally } from './tally.ts';

export interface DeskOptions extends Omit<DryRunParts, 'store'> {
  readonly store: CampaignStore;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** Waits of recipients that a human should end. */
const NOT_REACTED = ['waiting', 'told', 'snoozed', 'asked', 'unreachable', 'not-registered'] as const;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** What may be sent again: everything that is not a card that arrived, or one that was not to. */
const RETRIED: ReadonlySet<Outcome> = new Set(
  OUTCOMES.filter((outcome) => !['sent', 'cancelled', 'superseded'].includes(outcome)),
);

export function createCampaignDesk(options: DeskOptions): CampaignDesk {
  const { store, audience, clock } = options;
  const acts = createActs(options);
  return {
    ...acts,
    prepare: () => options.roster.refresh([]),
    list: () => store.lines(),
    find: (idOrName) => (GUID.test(idOrName) ? store.byId(idOrName) : store.byName(idOrName.trim())),
    dryRun: async (id) => dryRunOf(await existing(store, id), options, clock.now()),
    async progress(id) {
      const campaign = await existing(store, id);
      return progressOf(campaign, await store.counted(id), clock.now());
    },
    async contactList(id, page) {
      await existing(store, id);
      const { states } = await store.counted(id);
      const total = states.reduce(
        (sum, { state, count }) => (NOT_REACTED.some((one) => one === state) ? sum + count : sum),
        0,
      );
      const last = Math.max(1, Math.ceil(total / CONTACTS_PER_PAGE));
      const shown = Number.isInteger(page) ? Math.min(Math.max(1, page), last) : 1;
      const limits = { offset: (shown - 1) * CONTACTS_PER_PAGE, limit: CONTACTS_PER_PAGE };
      return { people: await store.contacts(id, limits), total };
    },
    async *export(id) {
      const campaign = await existing(store, id);
      yield csvLine(EXPORTED);
      const question = questionOf(campaign, options.settings);
      for await (const rows of audience.pages(campaign, question)) yield rows.map(exported).join('');
    },
    async audit(id) {
      await existing(store, id);
      return store.audit(id);
    },
    async followProgress(id, card) {
      await existing(store, id);
      await store.followProgress(id, card, clock.now());
    },
    nameChannel: (by, purpose, conversationId) =>
      store.nameChannel(purpose, conversationId, { by, at: clock.now() }),
  };
}

/** Whatever changes a campaign. */
function createActs(
  options: DeskOptions,
): Pick<CampaignDesk, 'create' | 'change' | 'start' | 'pause' | 'resume' | 'cancel' | 'retryFailed'> {
  const { store, clock } = options;

  /** Decides on what is there now, and saves it only if it still is. */
  const press = async (
    id: string,
    version: number,
    event: (campaign: Campaign) => Promise<CampaignEvent> | CampaignEvent,
  ): Promise<Pressed> => {
    const campaign = await existing(store, id);
    if (campaign.version !== version) return { kind: 'faster', campaign };
    const happened = await event(campaign);
    const decision = decide(campaign, happened, clock.now());
    if (decision.kind === 'refused') return { kind: decision.reason, campaign };
    const saved = await store.save(campaign, decision, { by: happened.by, at: clock.now() });
    if (saved === 'taken') throw new WrongDraft([{ field: 'name', problem: 'taken' }]);
    if (saved === 'faster') return { kind: 'faster', campaign: await existing(store, id) };
    return { kind: decision.kind, campaign: decision.campaign };
  };

  return {
    async create(by, given) {
      const draft = checked(given, clock);
      const campaign: Campaign = {
        ...draft,
        id: options.newId(),
        state: 'draft',
        createdBy: by.toLowerCase(),
        createdAt: clock.now(),
        startAskedBy: null,
        approvedBy: null,
        startedAt: null,
        endedAt: null,
        trouble: null,
        version: 1,
      };
      if (!(await store.create(campaign))) throw new WrongDraft([{ field: 'name', problem: 'taken' }]);
      await options.roster.refresh(groupsOf(questionOf(campaign, options.settings)));
      return campaign;
    },
    async change(by, id, version, given) {
      const draft = checked(given, clock);
      return press(id, version, () => ({ kind: 'change', by, draft }));
    },
    start: (by, id, version) =>
      press(id, version, async (campaign) => ({
        kind: 'start',
        by,
        recipients: campaign.state === 'draft' ? await countRecipients(campaign, options) : 0,
      })),
    pause: (by, id, version) => press(id, version, () => ({ kind: 'pause', by })),
    resume: (by, id, version) => press(id, version, () => ({ kind: 'resume', by })),
    cancel: (by, id, version) => press(id, version, () => ({ kind: 'cancel', by })),
    async retryFailed(by, id, outcomes) {
      const campaign = await existing(store, id);
      const wanted = [...new Set(outcomes)].filter((outcome) => RETRIED.has(outcome));
      if (wanted.length === 0 || (campaign.state !== 'running' && campaign.state !== 'paused')) {
        return { again: 0 };
      }
      const entry = { at: clock.now(), by, what: 'retry-failed', why: wanted.join(', ') };
      return { again: await store.retry(campaign, wanted, entry) };
    },
  };
}

async function existing(store: CampaignStore, id: string): Promise<Campaign> {
  const campaign = GUID.test(id) ? await store.byId(id) : undefined;
  if (campaign !== undefined) return campaign;
  throw new NotFound('This campaign does not exist (any more).', 'Ask for “campaign list”.');
}

/** As many as decide whether one administrator may start it. */
async function countRecipients(campaign: Campaign, options: DeskOptions): Promise<number> {
  const question = questionOf(campaign, options.settings);
  const groups = groupsOf(question);
  await options.roster.refresh(groups);
  const { asOf, trouble } = await options.roster.status(groups);
  if (asOf === null) {
    throw new UserError(
      'roster-not-read',
      `The directory has not been read to its end yet${trouble === null ? '.' : `: ${trouble}`}`,
      'Start it again in a few minutes.',
    );
  }
  const tally = createTally();
  for await (const rows of options.audience.tally(question)) {
    tally.add(rows);
    if (tally.recipients > campaign.approvalAbove) break;
  }
  return tally.recipients;
}

function checked(given: NewCampaign, clock: Clock): Required<NewCampaign> {
  const problems = problemsOf(given, earliestToday(clock.now()));
  if (problems.length > 0) throw new WrongDraft(problems);
  const { audience, contact } = given;
  const lower = (words: readonly string[]) => [...new Set(words.map((word) => word.trim().toLowerCase()))];
  return {
    ...given,
    name: given.name.trim().replace(/\s+/g, ' '),
    contact: contact?.trim() || null,
    approvalAbove: given.approvalAbove ?? DEFAULT_APPROVAL_ABOVE,
    audience: {
      ...audience,
      groupIds: lower(audience.groupIds),
      excludedGroupIds: lower(audience.excludedGroupIds),
      addresses: lower(audience.addresses),
      excludedAddresses: lower(audience.excludedAddresses),
    },
  };
}

/** Where the day begins last it may still be yesterday, and an administrator there means that day. */
function earliestToday(now: Date): string {
  return new Date(now.getTime() - 12 * 3_600_000).toISOString().slice(0, 10);
}

const EXPORTED = [
  'id',
  'userPrincipalName',
  'displayName',
  'department',
  'country',
  'language',
  'timeZone',
  'admin',
  'state',
  'reason',
  'snoozes',
  'changedAt',
  'announcement',
  'reminder',
  'lastCall',
];

function exported(row: ExportRow): string {
  return csvLine([
    row.personId,
    row.userPrincipalName,
    row.displayName,
    row.department,
    row.country,
    row.language,
    row.timeZone,
    row.isAdmin,
    row.state,
    row.reason,
    row.snoozes,
    row.changedAt,
    row.announcement,
    row.reminder,
    row.lastCall,
  ]);
}
