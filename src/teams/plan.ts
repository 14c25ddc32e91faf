import { toNoPlanView, toPlanView } from '../cards/plan.ts';
import { toPlanFormView } from '../cards/plan-form.ts';
import { type Rendered, render } from '../cards/render.ts';
import { onlyKnown } from '../errors.ts';
import { PHASES } from '../rollout/phases.ts';
import { type Move, mayBeginToday, newPlan, type Plan } from '../rollout/plan.ts';
import { scheduleOf } from '../rollout/plan-days.ts';
import {
  type PlanProblem,
  type ReadingPlan,
  readPlanForm,
  type TypedPlan,
  typedPlanOf,
} from '../rollout/plan-form.ts';
import { itemsNamed, itemsOf } from '../rollout/plan-items.ts';
import type { PlanLook, PlanPressed, SeenPlan } from '../rollout/plan-ports.ts';
import { noticeReply } from './replies.ts';
import type { Answer, Line } from './rows.ts';
import type { Services, Turn } from './turn.ts';

/** The database answers at once, most gates within this; the reports of a large tenant take minutes. */
const WAITED_MS = 4_000;

export async function showPlan(_input: object, turn: Turn, services: Services): Promise<Answer> {
  const plan = await services.plan.current();
  return plan ? draw(plan, turn, services) : noPlan(turn, services);
}

export async function newPlanForm(_input: object, turn: Turn, services: Services): Promise<Answer> {
  const plan = await services.plan.current();
  if (plan) return draw(plan, turn, services, { remark: turn.texts.t('plan.exists') });
  const draft = newPlan(today(turn, services), await services.plan.weekend());
  return form(typedPlanOf(draft, null), [], null, turn, services);
}

export async function createPlan(typed: TypedPlan, turn: Turn, services: Services): Promise<Answer> {
  const before = newPlan(today(turn, services), await services.plan.weekend());
  const { draft, problems } = await read(typed, { before, schedule: null }, turn, services);
  if (problems.length > 0) {
    return form({ ...typedPlanOf(before, null), ...typed }, problems, null, turn, services);
  }
  const { plan, isNew } = await services.plan.create(turn.askerId, draft);
  return draw(plan, turn, services, isNew ? {} : { remark: turn.texts.t('plan.exists') });
}

export async function editPlan(input: SeenPlan, turn: Turn, services: Services): Promise<Answer> {
  const plan = await services.plan.current();
  if (plan?.id !== input.plan) return gone(turn);
  return form(typedPlanOf(plan, scheduleOf(plan)), [], plan, turn, services);
}

export async function changePlan(
  input: SeenPlan & TypedPlan,
  turn: Turn,
  services: Services,
): Promise<Answer> {
  const before = await services.plan.current();
  if (before?.id !== input.plan) return gone(turn);
  // What was typed was meant for other dates than those that there are now.
  if (before.version !== input.seen) return afterPress({ kind: 'faster', plan: before }, turn, services);
  const schedule = scheduleOf(before);
  const { draft, problems } = await read(input, { before, schedule }, turn, services);
  if (problems.length > 0) {
    return form({ ...typedPlanOf(before, schedule), ...input }, problems, before, turn, services);
  }
  return afterPress(await services.plan.change(turn.askerId, input, draft), turn, services);
}

/** Of each phase that the card showed: what is chosen is done, the rest of what could be chosen is not. */
export async function tickPlan(
  input: SeenPlan & Readonly<Record<string, unknown>>,
  turn: Turn,
  services: Services,
): Promise<Answer> {
  const shown = PHASES.filter((phase) => input[`done-${phase}`] !== undefined);
  const done = itemsNamed(shown.flatMap((phase) => String(input[`done-${phase}`]).split(',')));
  const about = shown.flatMap((phase) => itemsOf(phase).map(({ id }) => id));
  const asker = await services.directory.findPerson(turn.askerId).catch(onlyKnown);
  const by = { id: turn.askerId, name: asker?.displayName ?? null };
  return afterPress(await services.plan.tick(by, input, { about, done }), turn, services);
}

export async function endPlan(input: SeenPlan, turn: Turn, services: Services): Promise<Answer> {
  const pressed = await services.plan.end(turn.askerId, input);
  if (pressed.kind !== 'done') return afterPress(pressed, turn, services);
  return { line: noticeReply({ kind: 'plan-ended' }, turn), card: noPlan(turn, services) };
}

export const exportPlanText = exporting('markdown');
export const exportPlanCalendar = exporting('calendar');

function exporting(as: 'markdown' | 'calendar') {
  return async (input: { readonly plan: string }, turn: Turn, services: Services): Promise<Line> => {
    if (turn.conversation.kind !== 'personal') {
      return { line: noticeReply({ kind: 'plan-export-privately' }, turn) };
    }
    const plan = await services.plan.current();
    if (plan?.id !== input.plan) return gone(turn);
    await services.files.offerPlan(plan.id, as, turn);
    return { line: noticeReply({ kind: 'export-offered' }, turn) };
  };
}

async function afterPress(pressed: PlanPressed, turn: Turn, services: Services): Promise<Answer> {
  if (pressed.kind === 'gone') return gone(turn);
  if (pressed.kind === 'done') return draw(pressed.plan, turn, services, { moves: pressed.moves });
  return draw(pressed.plan, turn, services, { remark: turn.texts.t('plan.faster') });
}

async function draw(
  plan: Plan,
  turn: Turn,
  services: Services,
  about: { readonly moves?: readonly Move[]; readonly remark?: string } = {},
): Promise<Answer> {
  const looking = services.plan.look(plan);
  const drawn = (look: PlanLook) => render('plan', toPlanView({ ...look, plan, ...about }, turn.texts));
  const first = await looking.soon(WAITED_MS);
  if (first.facts.gatesComplete) return drawn(first);
  return { shown: drawn(first), whole: looking.whole.then(drawn) };
}

async function read(
  typed: TypedPlan,
  about: Pick<ReadingPlan, 'before' | 'schedule'>,
  turn: Turn,
  services: Services,
) {
  const day = today(turn, services);
  const todayIsOver = !mayBeginToday(day, hourOf(turn, services), about.before);
  const found = readPlanForm(typed, { ...about, today: day, todayIsOver });
  const { campaignId } = found.draft;
  const known = campaignId === null || (await services.campaigns.find(campaignId)) !== undefined;
  const missing: readonly PlanProblem[] = known ? [] : [{ field: 'campaign', problem: 'campaign-gone' }];
  return { draft: found.draft, problems: [...found.problems, ...missing] };
}

async function form(
  typed: TypedPlan,
  problems: readonly PlanProblem[],
  change: Pick<Plan, 'id' | 'version'> | null,
  turn: Turn,
  services: Services,
): Promise<Rendered> {
  const campaigns = await services.campaigns.list();
  return render('plan-form', toPlanFormView({ typed, problems, campaigns, change }, turn.texts));
}

function noPlan({ texts }: Turn, { clock }: Services): Rendered {
  return render('plan', toNoPlanView(clock.now(), texts));
}

function gone(turn: Turn): Line {
  return { line: noticeReply({ kind: 'plan-gone' }, turn) };
}

function today({ texts }: Turn, { clock }: Services): string {
  return texts.isoDay(clock.now());
}

function hourOf({ texts }: Turn, { clock }: Services): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: texts.timeZone,
    hour: '2-digit',
    hourCycle: 'h23',
  });
  return Number(format.format(clock.now()));
}
