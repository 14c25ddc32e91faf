import { writeCalendar } from '../rollout/icalendar.ts';
import { plain } from './plain.ts';
import { type PlanInput, type ToldPlan, tellPlan } from './plan-words.ts';
import type { Texts } from './texts.ts';

/** The plan as a document that is kept, sent and printed elsewhere. */
export function planMarkdown(input: PlanInput, texts: Texts): string {
  const told = tellPlan(input, texts);
  const lines = [
    `# ${titleOf(input, texts)}`,
    '',
    `**${told.title}**`,
    '',
    ...told.warnings.flatMap((warning) => [`> ${warning}`, '']),
    `| ${(['phase', 'from', 'to', 'length', 'owner'] as const).map((column) => texts.t(`plan.column.${column}`)).join(' | ')} |`,
    '|---|---|---|---|---|',
    ...told.phases.map(
      ({ title, startsOn, endsOn, length, owner }) =>
        `| ${[title, startsOn, endsOn, length, inCell(owner ?? '–')].join(' | ')} |`,
    ),
    ...told.phases.flatMap(({ title, span, items }) => [
      '',
      `## ${title} (${span})`,
      '',
      ...items.map(({ title: item, word, done, state }) => {
        const remark = state === 'open' ? '' : ` (${word})`;
        return `- [${done ? 'x' : ' '}] ${item}${remark}`;
      }),
    ]),
    '',
    `## ${texts.t('plan.way-title')}`,
    '',
    told.way.title,
    '',
    ...told.way.reasons.map((reason) => `- ${reason}`),
    ...(told.way.reasons.length > 0 ? [''] : []),
    texts.t('plan.as-of', { moment: texts.moment(input.facts.now) }),
    '',
  ];
  return lines.join('\n');
}

/** For programs: every name of it is an id or a plain value, and titles stand beside. */
export function planDocument(input: PlanInput, texts: Texts): object {
  const { plan } = input;
  const told = tellPlan(input, texts);
  return {
    id: plan.id,
    version: plan.version,
    campaignId: plan.campaignId,
    contact: told.contact,
    daysOff: plan.daysOff,
    changedAt: plan.changedAt,
    where: told.where.kind,
    currentPhase: told.current,
    warnings: told.warnings,
    phases: told.phases.map(({ phase, title, startsOn, endsOn, days, items }) => ({
      ...{ id: phase, title, startsOn, endsOn, days },
      owner: plan.phases[phase].owner,
      items: items.map(({ id, title: item, state, done }) => ({
        ...{ id, title: item, state, done },
        ticked: plan.ticks[id] ?? null,
      })),
    })),
    asOf: input.facts.now,
  };
}

/** For a terminal. */
export function planText(input: PlanInput, texts: Texts): string {
  const told = tellPlan(input, texts);
  const lines = told.phases.flatMap(({ title, startsOn, endsOn, length, owner, when, items }) => [
    `${title}: ${startsOn} to ${endsOn}, ${[length, owner, texts.t(`plan.when.${when}`)].filter(Boolean).join(', ')}`,
    ...items.map(({ title: item, word, done }) => `  [${done ? 'x' : ' '}] ${item} (${word})`),
  ]);
  return `${[told.title, ...told.warnings, '', ...lines].join('\n')}\n`;
}

export function planCalendar(input: PlanInput, texts: Texts): string {
  const { plan } = input;
  return writeCalendar({
    name: titleOf(input, texts),
    language: texts.language,
    version: plan.version,
    changedAt: plan.changedAt,
    entries: tellPlan(input, texts).phases.map((phase) => ({
      uid: `${plan.id}-${phase.phase}@muster`,
      startsOn: phase.startsOn,
      endsOn: phase.endsOn,
      summary: texts.t('plan.calendar-entry', { phase: phase.title }),
      description: descriptionOf(phase, texts),
    })),
  });
}

function descriptionOf({ owner, items }: ToldPlan['phases'][number], texts: Texts): string {
  const by = owner === null ? [] : [`${texts.t('plan.column.owner')}: ${owner}`];
  return [...by, ...items.map(({ title, done }) => `${done ? '✓' : '○'} ${title}`)].join('\n');
}

function titleOf({ organisation }: PlanInput, texts: Texts): string {
  return organisation === null
    ? texts.t('plan.document')
    : texts.t('plan.document-of', { organisation: plain(organisation, 60) });
}

function inCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
