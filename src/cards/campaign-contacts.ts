import type { Campaign, Recipient } from '../campaign/campaign.ts';
import { CONTACTS_PER_PAGE } from '../campaign/ports.ts';
import { nameOfCampaign, reasonWords } from './campaign-words.ts';
import { type CommonView, common, joined } from './card.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

export interface CampaignContactsView extends CommonView {
  readonly eyebrow: string;
  readonly title: string;
  readonly answer: string;
  readonly people: readonly {
    readonly name: string;
    readonly reason: string;
    readonly note: string;
  }[];
  readonly campaignId: string;
  readonly hasEarlier: boolean;
  readonly earlier: string;
  readonly earlierPage: number;
  readonly hasMore: boolean;
  readonly more: string;
  readonly morePage: number;
  readonly export: string;
  readonly back: string;
}

export interface ContactListInput {
  readonly campaign: Campaign;
  readonly people: readonly Recipient[];
  readonly total: number;
  /** Counts from 1. */
  readonly page: number;
}

/** Whom a human calls now, with the reason beside each name. */
export function toContactListView(
  { campaign, people, total, page }: ContactListInput,
  texts: Texts,
): CampaignContactsView {
  const pages = Math.max(1, Math.ceil(total / CONTACTS_PER_PAGE));
  const name = nameOfCampaign(campaign, texts);
  const title = texts.t('campaign.contacts.title', { name, count: total });
  const answer = texts.t(total === 0 ? 'campaign.contacts.answer-none' : 'campaign.contacts.answer');
  return {
    ...common(texts, `${title}. ${answer}`),
    eyebrow: joined(
      texts.t('campaign.eyebrow'),
      texts.t('campaign.step.contact-list'),
      pages > 1 ? texts.t('campaign.page', { page, pages }) : null,
    ),
    title,
    answer,
    people: people.slice(0, CONTACTS_PER_PAGE).map((person) => personOf(person, texts)),
    campaignId: campaign.id,
    hasEarlier: page > 1,
    earlier: texts.t('campaign.action.earlier'),
    earlierPage: page - 1,
    hasMore: page < pages,
    more: texts.t('campaign.action.more'),
    morePage: page + 1,
    export: texts.t('campaign.action.export'),
    back: texts.t('campaign.action.back'),
  };
}

function personOf(person: Recipient, texts: Texts) {
  return {
    name: texts.isolated(plain(person.displayName, 60)),
    reason: reasonWords(person, texts),
    note: joined(
      person.isAdmin ? texts.t('campaign.contacts.admin') : null,
      person.department === null ? null : texts.isolated(plain(person.department, 40)),
      texts.isolated(plain(person.userPrincipalName, 100)),
    ),
  };
}
