import type { CampaignState } from '../campaign/campaign.ts';
import { coverageChart, departmentChart, NO_COVERAGE_CHART, NO_DEPARTMENT_CHART } from './campaign-charts.ts';
import { plannedBody } from './campaign-planned.ts';
import { NO_RETRY, progressBody, retryOf } from './campaign-progress.ts';
import { type CampaignButton, type CampaignInput, type CampaignView, campaignOf } from './campaign-view.ts';
import { goalWords } from './campaign-words.ts';
import { common, joined } from './card.ts';
import { LANGUAGES, type TextKey, type Texts } from './texts.ts';

type Verb = 'start' | 'resume' | 'pause' | 'refresh' | 'edit' | 'contact-list' | 'export';

/** Beside these, what asks once more: the preview's language, and cancelling. Five at most altogether. */
const BUTTONS: Readonly<Record<CampaignState, readonly Verb[]>> = {
  draft: ['start', 'edit', 'export'],
  scheduled: ['refresh', 'edit', 'export'],
  running: ['refresh', 'pause', 'contact-list', 'export'],
  paused: ['resume', 'refresh', 'contact-list', 'export'],
  completed: ['contact-list', 'export'],
  cancelled: ['contact-list', 'export'],
};

const TITLES: Readonly<Record<Verb, TextKey>> = {
  start: 'campaign.action.start',
  resume: 'campaign.action.resume',
  pause: 'campaign.action.pause',
  refresh: 'status.action.refresh',
  edit: 'campaign.action.edit',
  'contact-list': 'campaign.step.contact-list',
  export: 'campaign.action.export',
};

export function toCampaignView(input: CampaignInput, texts: Texts): CampaignView {
  const campaign = campaignOf(input);
  const body =
    'dryRun' in input
      ? plannedBody(input.dryRun, input.askedByName ?? null, texts)
      : progressBody(input.progress, texts);
  const planned = campaign.state === 'draft' || campaign.state === 'scheduled';
  const over = campaign.state === 'completed' || campaign.state === 'cancelled';
  const remarks = input.remark ? [{ text: input.remark }] : [];
  return {
    ...common(texts, `${body.title}. ${body.word}. ${body.answer}`),
    eyebrow: joined(texts.t('campaign.eyebrow'), goalWords(campaign.goal, texts)),
    ...body,
    remarks,
    ...('progress' in input ? coverageChart(input.progress, texts) : NO_COVERAGE_CHART),
    ...('progress' in input ? departmentChart(input.progress, texts) : NO_DEPARTMENT_CHART),
    ...('progress' in input ? retryOf(input.progress, texts) : NO_RETRY),
    campaignId: campaign.id,
    seen: campaign.version,
    buttons: buttonsOf(input, texts),
    hasPreview: planned,
    preview: texts.t('campaign.action.preview'),
    previewText: texts.t('campaign.preview.text'),
    previewLanguage: texts.t('campaign.preview.language'),
    previewError: texts.t('campaign.preview.error'),
    language: texts.language,
    languages: LANGUAGES.map((value) => ({ title: ownName(value), value })),
    sendPreview: texts.t('campaign.action.send-preview'),
    hasCancel: !over,
    cancel: texts.t('campaign.action.cancel'),
    cancelText: texts.t('campaign.cancel.text'),
    cancelSure: texts.t('campaign.action.cancel-sure'),
  };
}

function buttonsOf(input: CampaignInput, texts: Texts): readonly CampaignButton[] {
  const { state, startAskedBy } = campaignOf(input);
  const mayStart = 'dryRun' in input && input.dryRun.rosterAsOf !== null && input.dryRun.recipients > 0;
  return BUTTONS[state].map((wanted) => {
    const verb = wanted === 'start' && !mayStart ? 'refresh' : wanted;
    const approves = verb === 'start' && startAskedBy !== null;
    return {
      verb: `campaign.${verb}`,
      title: texts.t(approves ? 'campaign.action.approve' : TITLES[verb]),
      style: verb === 'start' || verb === 'resume' ? 'positive' : 'default',
    };
  });
}

/** As its own readers call it: "Deutsch". */
function ownName(language: string): string {
  return new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
}
