import type { DryRun, Warning } from '../campaign/ports.ts';
import { type CampaignBody, type CampaignFold, fold, row } from './campaign-view.ts';
import {
  calendarFold,
  deadlineWords,
  departmentWords,
  goalReason,
  nameOfCampaign,
} from './campaign-words.ts';
import { type Fact, joined } from './card.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

const ROWS_SHOWN = 8;
const WARNINGS_SHOWN = 6;

/** Before the start: what would happen, to whom, when, and what speaks against it. */
export function plannedBody(dryRun: DryRun, askedByName: string | null, texts: Texts): CampaignBody {
  const { campaign } = dryRun;
  const warnings = dryRun.warnings.slice(0, WARNINGS_SHOWN);
  return {
    title: titleOf(dryRun, texts),
    ...verdict(dryRun, askedByName, texts),
    figures: figuresOf(dryRun, texts),
    hasOrders: warnings.length > 0,
    ordersTitle: texts.t('campaign.warnings'),
    orders: warnings.map((warning) => ({ text: warningWords(warning, texts) })),
    folds: [excludedFold(dryRun, texts), ...whoFolds(dryRun, texts), calendarFold(campaign, texts)].filter(
      ({ rows }) => rows.length > 0,
    ),
    footer:
      dryRun.rosterAsOf === null
        ? texts.t('campaign.footer-reading')
        : texts.t('common.read-at', { moment: texts.moment(dryRun.rosterAsOf) }),
  };
}

/** Nobody is no answer while nobody has been read. */
function titleOf({ campaign, recipients, rosterAsOf }: DryRun, texts: Texts): string {
  const name = nameOfCampaign(campaign, texts);
  const unread = rosterAsOf === null && recipients === 0;
  return unread ? name : texts.t('campaign.title-planned', { name, count: recipients });
}

function verdict(
  { campaign, rosterAsOf, needsApproval }: DryRun,
  askedByName: string | null,
  texts: Texts,
): Pick<CampaignBody, 'tone' | 'word' | 'answer'> {
  if (campaign.state === 'scheduled') {
    const day = texts.calendarDay(campaign.calendar.startsOn);
    return {
      tone: 'accent',
      word: texts.t('campaign.state.scheduled'),
      answer: texts.t('campaign.answer.scheduled', { day }),
    };
  }
  if (campaign.startAskedBy !== null) {
    const name = askedByName === null ? texts.t('campaign.somebody') : plain(askedByName, 60);
    return {
      tone: 'warning',
      word: texts.t('campaign.word.approval'),
      answer: texts.t('campaign.answer.approval', { name, count: campaign.approvalAbove }),
    };
  }
  if (rosterAsOf === null) {
    return {
      tone: 'emphasis',
      word: texts.t('campaign.word.reading'),
      answer: texts.t('campaign.answer.reading'),
    };
  }
  const approval = needsApproval
    ? texts.t('campaign.answer.draft-approval', { count: campaign.approvalAbove })
    : '';
  return {
    tone: 'emphasis',
    word: texts.t('campaign.state.draft'),
    answer: `${texts.t('campaign.answer.draft')} ${goalReason(campaign.goal, texts)} ${approval}`.trim(),
  };
}

function figuresOf(dryRun: DryRun, texts: Texts): readonly Fact[] {
  const { recipients, admins, excluded, firstSend, lastSend, sendingSeconds, campaign } = dryRun;
  const leftOut = excluded.reduce((sum, { count }) => sum + count, 0);
  const atOnce = campaign.calendar.hours === 'now' ? texts.t('campaign.hours.now') : null;
  const between =
    firstSend && lastSend ? `${texts.shortMoment(firstSend)} – ${texts.shortMoment(lastSend)}` : null;
  const sent = atOnce ?? between;
  return [
    {
      title: texts.t('campaign.figure.people'),
      value: joined(
        texts.number(recipients),
        admins > 0 ? texts.t('campaign.figure.admins-first', { count: admins }) : null,
      ),
    },
    { title: texts.t('campaign.figure.left-out'), value: texts.number(leftOut) },
    ...(sent === null ? [] : [{ title: texts.t('campaign.step.announcement'), value: sent }]),
    { title: texts.t('fact.takes'), value: durationWords(sendingSeconds, texts) },
    { title: texts.t('campaign.step.deadline'), value: deadlineWords(campaign, texts) },
  ];
}

function durationWords(seconds: number, texts: Texts): string {
  if (seconds < 60) return texts.t('campaign.takes.moment');
  const minutes = Math.round(seconds / 60);
  return minutes < 90
    ? texts.t('campaign.takes.minutes', { count: minutes })
    : texts.t('campaign.takes.hours', { count: Math.round(minutes / 60) });
}

/** Details are names and numbers; what to do about it is in the sentence. */
function warningWords({ warning, detail }: { warning: Warning; detail: string }, texts: Texts): string {
  const sentence = texts.t(`campaign.warning.${warning}`);
  return detail.trim() === '' ? sentence : `${sentence} (${texts.isolated(plain(detail, 80))})`;
}

function excludedFold({ excluded }: DryRun, texts: Texts): CampaignFold {
  const rows = excluded
    .filter(({ count }) => count > 0)
    .map(({ reason, count }) => row(texts.t(`campaign.excluded.${reason}`), { value: texts.number(count) }));
  return fold('excluded', texts.t('campaign.fold.excluded'), rows);
}

function whoFolds({ byDepartment, byLanguage }: DryRun, texts: Texts): readonly CampaignFold[] {
  const names = new Intl.DisplayNames(texts.locale, { type: 'language' });
  const counted = byLanguage.map(({ language, count }) => ({ name: languageName(language, names), count }));
  const departments = byDepartment.map(({ department, count }) => ({
    name: departmentWords(department, texts),
    count,
  }));
  return [
    fold('departments', texts.t('campaign.fold.by-department'), rowsOf(departments, texts)),
    fold('languages', texts.t('campaign.fold.by-language'), rowsOf(counted, texts)),
  ];
}

function rowsOf(all: readonly { readonly name: string; readonly count: number }[], texts: Texts) {
  const shown = all.slice(0, ROWS_SHOWN).map(({ name, count }) => row(name, { value: texts.number(count) }));
  const more = all.length - shown.length;
  return more > 0 ? [...shown, row(texts.t('common.more', { count: more }))] : shown;
}

/** A directory holds whatever somebody wrote there. */
function languageName(language: string, names: Intl.DisplayNames): string {
  try {
    return plain(names.of(language) ?? language, 40);
  } catch {
    // Not a language tag: shown as it stands.
    return plain(language, 20);
  }
}
