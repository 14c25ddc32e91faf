import type { Progress } from '../campaign/ports.ts';
import { deadlineWords, nameOfCampaign, shareWords } from './campaign-words.ts';
import { type CommonView, common, type Fact, joined } from './card.ts';
import type { Texts } from './texts.ts';

/** Once a day, for those who do not look at the progress by themselves. */
export interface CampaignDigestView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly answer: string;
  readonly facts: readonly Fact[];
  readonly campaignId: string;
  readonly open: string;
  readonly footer: string;
}

export function toDigestView(progress: Progress, texts: Texts): CampaignDigestView {
  const { campaign, targeted, states, coverage, openCases } = progress;
  const name = nameOfCampaign(campaign, texts);
  const percent = texts.percent(targeted === 0 ? 0 : states.registered / targeted);
  const title = texts.t('campaign.title-progress', { name, percent });
  const before = coverage.at(-2)?.registered ?? 0;
  const since = Math.max(0, states.registered - before);
  const missing = Math.max(0, Math.ceil(targeted * campaign.calendar.goalShare - 1e-9) - states.registered);
  const goal = texts.percent(campaign.calendar.goalShare);
  const left =
    missing > 0
      ? texts.t('campaign.answer.missing', { missing, goal })
      : texts.t('campaign.digest.reached', { goal });
  const answer = `${texts.t('campaign.digest.since', { count: since })} ${left}`;
  return {
    ...common(texts, `${title}. ${answer}`),
    eyebrow: joined(texts.t('campaign.eyebrow'), texts.t('campaign.digest.eyebrow')),
    title,
    answer,
    facts: [
      { title: texts.t('campaign.figure.registered'), value: shareWords(states.registered, targeted, texts) },
      { title: texts.t('campaign.digest.cases'), value: texts.number(openCases) },
      { title: texts.t('campaign.figure.unreachable'), value: texts.number(states.unreachable) },
      { title: texts.t('campaign.step.deadline'), value: deadlineWords(campaign, texts) },
    ],
    campaignId: campaign.id,
    open: texts.t('campaign.action.open'),
    footer: texts.t('campaign.footer', { moment: texts.moment(progress.asOf) }),
  };
}
