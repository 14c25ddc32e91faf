import type { CampaignLine } from '../campaign/ports.ts';
import { goalWords, nameOfCampaign, shareWords } from './campaign-words.ts';
import { type CommonView, common, joined } from './card.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

export interface CampaignListView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly answer: string;
  readonly campaigns: readonly {
    readonly id: string;
    readonly name: string;
    readonly note: string;
    readonly progress: string;
    readonly label: string;
  }[];
  readonly open: string;
  readonly create: string;
  readonly hasEarlier: boolean;
  readonly earlier: string;
  readonly earlierPage: number;
  readonly hasMore: boolean;
  readonly more: string;
  readonly morePage: number;
}

export interface CampaignListInput {
  readonly campaigns: readonly CampaignLine[];
  /** Counts from 1; a page that there is not any more shows the last. */
  readonly page: number;
  /** A name that no campaign has: these are the nearest. */
  readonly unknown?: string;
}

const LINES_ON_PAGE = 5;

export function toCampaignListView(
  { campaigns, page, unknown }: CampaignListInput,
  texts: Texts,
): CampaignListView {
  const pages = Math.max(1, Math.ceil(campaigns.length / LINES_ON_PAGE));
  const shown = Math.min(Math.max(1, page), pages);
  const lines = campaigns.slice((shown - 1) * LINES_ON_PAGE, shown * LINES_ON_PAGE);
  const { title, answer } = wording({ count: campaigns.length, unknown }, texts);
  return {
    ...common(texts, `${title}. ${answer}`),
    eyebrow: joined(
      texts.t('campaign.list.eyebrow'),
      pages > 1 ? texts.t('campaign.page', { page: shown, pages }) : null,
    ),
    title,
    answer,
    campaigns: lines.map((line) => lineOf(line, texts)),
    open: texts.t('campaign.action.open'),
    create: texts.t('campaign.action.new'),
    hasEarlier: shown > 1,
    earlier: texts.t('campaign.action.earlier'),
    earlierPage: shown - 1,
    hasMore: shown < pages,
    more: texts.t('campaign.action.more'),
    morePage: shown + 1,
  };
}

function wording(
  { count, unknown }: { readonly count: number; readonly unknown: string | undefined },
  texts: Texts,
): { readonly title: string; readonly answer: string } {
  if (unknown !== undefined) {
    return {
      title: texts.t('campaign.list.title-unknown', { name: plain(unknown, 40) }),
      answer: texts.t('campaign.list.answer-unknown', { count }),
    };
  }
  return {
    title: texts.t('campaign.list.title', { count }),
    answer: texts.t(count === 0 ? 'campaign.list.answer-none' : 'campaign.list.answer'),
  };
}

function lineOf(line: CampaignLine, texts: Texts) {
  const begun = line.targeted > 0;
  const from = texts.t('campaign.list.from', { date: texts.calendarDate(line.startsOn) });
  return {
    id: line.id,
    name: nameOfCampaign(line, texts),
    note: joined(texts.t(`campaign.state.${line.state}`), goalWords(line.goal, texts)),
    progress: begun ? shareWords(line.registered, line.targeted, texts) : from,
    label: texts.t('campaign.list.open', { name: plain(line.name, 40) }),
  };
}
