import { randomUUID } from 'node:crypto';
import { deadlineOf } from '../campaign/calendar.ts';
import type { CampaignDesk } from '../campaign/ports.ts';
import { timeZoneOf, weekendOf } from '../campaign/time-zones.ts';
import { planCalendar, planDocument, planMarkdown, planText } from '../cards/plan-files.ts';
import type { PlanInput } from '../cards/plan-words.ts';
import { type Texts, textsFor } from '../cards/texts.ts';
import type { Clock } from '../clock.ts';
import { onlyKnown } from '../errors.ts';
import type { Directory } from '../people/ports.ts';
import { movesBetween, type Plan } from '../rollout/plan.ts';
import type { PlanCampaign, PlanFacts } from '../rollout/plan-checklist.ts';
import { itemsNamed } from '../rollout/plan-items.ts';
import type {
  PlanDesk,
  PlanFile,
  PlanLook,
  PlanLooking,
  PlanPressed,
  SeenPlan,
  WrittenPlan,
} from '../rollout/plan-ports.ts';
import type { Readiness, ReadinessRun } from '../rollout/readiness.ts';
import type { ReadinessDesk } from '../rollout/readiness-desk.ts';
import type { Edition } from '../rollout/recommendation.ts';
import { lastProof } from '../store/break-glass.ts';
import type { Database } from '../store/db.ts';
import { lastWatches } from '../store/enforcement-watch.ts';
import { currentPlan, insertPlan, planEntries, savePlan } from '../store/plans.ts';

type PlanCampaigns = Pick<CampaignDesk, 'find' | 'audit' | 'progress'>;

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly directory: Pick<Directory, 'organisation'>;
  readonly campaigns: PlanCampaigns;
  readonly readiness: ReadinessDesk;
  readonly edition: () => Promise<Edition>;
}

/** The rollout's plan: what administrators do with it, and what is known about each of its items. */
export function buildPlan(parts: Parts) {
  const { database, clock, directory } = parts;
  const readiness = keptReadiness(parts);

  /** Changes the plan as it was seen, or says why not. */
  const change = async (
    { plan: planId, seen }: SeenPlan,
    by: string,
    next: (plan: Plan) => {
      readonly after: Plan;
      readonly what: 'change' | 'tick' | 'end';
      readonly why: string;
    },
  ): Promise<PlanPressed> => {
    const before = await currentPlan(database);
    if (before?.id !== planId) return { kind: 'gone' };
    if (before.version !== seen) return { kind: 'faster', plan: before };
    const at = clock.now();
    const { after, what, why } = next(before);
    const saved = await savePlan(
      database,
      before,
      { ...after, changedBy: by, changedAt: at },
      { at, by, what, why: why || null },
    );
    if (saved) return { kind: 'done', plan: saved, moves: movesBetween(before, saved) };
    const now = await currentPlan(database);
    return now ? { kind: 'faster', plan: now } : { kind: 'gone' };
  };

  const desk: PlanDesk = {
    async weekend() {
      const organisation = await directory.organisation().catch(onlyKnown);
      return weekendOf(timeZoneOf(organisation?.countryCode ?? null, null));
    },
    current: () => currentPlan(database),
    create(by, draft) {
      const at = clock.now();
      const written = { createdBy: by, createdAt: at, changedBy: by, changedAt: at };
      const plan: Plan = { ...draft, ...written, id: randomUUID(), ticks: {}, endedAt: null, version: 1 };
      return insertPlan(database, plan, { at, by, what: 'create', why: null });
    },
    change: (by, seen, draft) =>
      change(seen, by, (before) => {
        const after = { ...before, ...draft };
        const moved = movesBetween(before, after).flatMap(({ phases, days }) =>
          phases.map((phase) => `${phase} ${days > 0 ? '+' : ''}${days}`),
        );
        return { after, what: 'change', why: moved.join(', ') };
      }),
    tick: ({ id, name }, seen, { about, done }) =>
      change(seen, id, (before) => {
        const ticks = { ...before.ticks };
        const news: string[] = [];
        for (const item of itemsNamed(about)) {
          const is = ticks[item] !== undefined;
          if (is === done.includes(item)) continue;
          news.push(`${is ? '-' : '+'}${item}`);
          if (is) delete ticks[item];
          else ticks[item] = { by: id.toLowerCase(), name, at: clock.now() };
        }
        return { after: { ...before, ticks }, what: 'tick', why: news.join(', ') };
      }),
    end: (by, seen) =>
      change(seen, by, (before) => ({ after: { ...before, endedAt: clock.now() }, what: 'end', why: '' })),
    look: (plan) => looking(plan, readiness(), parts),
  };
  return {
    services: { plan: desk },
    /** As it is when it is saved, in the language of whoever saves it. */
    async file(planId: string, as: PlanFile, texts: Texts): Promise<string | undefined> {
      const plan = await desk.current();
      if (plan?.id !== planId) return undefined;
      return FILES[as]({ ...(await desk.look(plan).whole), plan }, texts);
    },
  };
}

const FILES = { markdown: planMarkdown, calendar: planCalendar } as const;

/** What the tenant shows changes within days, and asking for all of it costs Graph much. */
const KEPT_FOR_MS = 5 * 60_000;

function keptReadiness({ readiness, clock }: Parts): () => ReadinessRun {
  let kept: ReadinessRun | null = null;
  return () => {
    const since = kept === null ? Number.POSITIVE_INFINITY : clock.now().getTime() - kept.startedAt.getTime();
    if (kept === null || since > KEPT_FOR_MS) kept = readiness.check();
    return kept;
  };
}

function looking(plan: Plan, run: ReadinessRun, parts: Parts): PlanLooking {
  const around = lookAround(plan, parts);
  const withGates = async (read: Promise<Readiness>): Promise<PlanLook> => {
    const [{ gates, complete }, look] = await Promise.all([read, around]);
    return { ...look, facts: { ...look.facts, gates, gatesComplete: complete } };
  };
  const whole = withGates(run.whole);
  // Whoever has all of it soon enough does not wait for the rest.
  whole.catch(() => undefined);
  return { soon: (boundMs) => withGates(run.soon(boundMs)), whole };
}

/** Everything but the gates: quick, and most of it our own. */
async function lookAround(plan: Plan, { directory, edition, ...parts }: Parts): Promise<PlanLook> {
  const [organisation, licence, own] = await Promise.all([
    directory.organisation().catch(onlyKnown),
    edition().catch(onlyKnown),
    ownFacts(plan, parts),
  ]);
  return { ...own, edition: licence ?? null, organisation: organisation?.displayName || null };
}

/** What the database alone tells. */
async function ownFacts(
  plan: Pick<Plan, 'campaignId'>,
  { database, clock, campaigns }: Pick<Parts, 'database' | 'clock' | 'campaigns'>,
): Promise<{ readonly facts: PlanFacts; readonly campaignGone: boolean }> {
  const [campaign, watches, emergencyTestedAt] = await Promise.all([
    plan.campaignId === null ? undefined : factsOfCampaign(plan.campaignId, campaigns),
    lastWatches(database),
    lastProof(database),
  ]);
  const facts: PlanFacts = {
    gates: [],
    gatesComplete: true,
    campaign: campaign ?? null,
    pilotWatchedAt: watches.pilotAt,
    everybodyWatchedAt: watches.everybodyAt,
    emergencyTestedAt,
    now: clock.now(),
  };
  return { facts, campaignGone: plan.campaignId !== null && campaign === undefined };
}

async function factsOfCampaign(id: string, campaigns: PlanCampaigns): Promise<PlanCampaign | undefined> {
  const campaign = await campaigns.find(id);
  if (!campaign) return undefined;
  const { name, calendar, contact, state } = campaign;
  const [entries, progress] = await Promise.all([
    campaigns.audit(id),
    state === 'draft' || state === 'scheduled' ? null : campaigns.progress(id),
  ]);
  const taken = (step: string) => entries.some(({ what }) => what === `step-${step}`);
  return {
    ...{ name, contact, startsOn: calendar.startsOn, deadline: deadlineOf(calendar) },
    announced: taken('announcement'),
    contactListSent: taken('contact-list'),
    coverage: progress && progress.targeted > 0 ? progress.states.registered / progress.targeted : null,
    goalShare: calendar.goalShare,
  };
}

/** For a terminal: nothing is asked of Graph, so that it works wherever the database is. */
export async function writtenPlan(
  parts: Pick<Parts, 'database' | 'clock' | 'campaigns'>,
): Promise<WrittenPlan | undefined> {
  const plan = await currentPlan(parts.database);
  if (!plan) return undefined;
  const own = await ownFacts(plan, parts);
  const input: PlanInput = { ...own, plan, edition: null, organisation: null };
  const texts = textsFor('en');
  return {
    document: { ...planDocument(input, texts), history: await planEntries(parts.database, plan.id) },
    text: planText(input, texts),
    markdown: planMarkdown(input, texts),
    calendar: planCalendar(input, texts),
  };
}
