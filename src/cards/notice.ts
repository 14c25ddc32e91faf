import type { CampaignState } from '../campaign/campaign.ts';
import { type CommonView, common } from './card.ts';
import { plain } from './plain.ts';
import type { Texts } from './texts.ts';

export type Notice =
  | { readonly kind: 'answered-privately' }
  | { readonly kind: 'ask-privately' }
  | { readonly kind: 'already-done' }
  /** `replaced`: the current card follows or stands in its place. */
  | { readonly kind: 'expired'; readonly replaced: boolean }
  | { readonly kind: 'somebody-was-faster'; readonly name: string | null }
  | { readonly kind: 'steps-sent' | 'steps-sent-before' | 'steps-no-chat'; readonly name: string }
  | { readonly kind: 'steps-not-now' | 'watch-no-chat' | 'not-in-this-chat' | 'search-more' }
  | { readonly kind: 'plan-gone' | 'plan-ended' | 'plan-export-privately' }
  | { readonly kind: 'help-empty' | 'case-gone' | 'cases-here' | 'digest-here' | 'not-a-channel' }
  | { readonly kind: 'exception-gone' | 'help-wanted' | 'help-wanted-before' | 'help-nobody' }
  | { readonly kind: 'watch-messaged'; readonly count: number }
  | { readonly kind: 'watching' | 'watching-before'; readonly name: string; readonly until: Date }
  | { readonly kind: 'validate-privately' }
  | { readonly kind: 'search-nobody'; readonly asked: string }
  | CampaignNotice;

/** What came of a press on a campaign's card. */
type CampaignNotice =
  | {
      readonly kind:
        | 'campaign-faster'
        | 'campaign-same-admin'
        | 'campaign-gone'
        | 'campaign-previewed'
        | 'campaign-no-chat'
        | 'campaign-retry-none'
        | 'campaign-preview-press'
        | 'export-offered'
        | 'export-saving'
        | 'export-declined'
        | 'export-failed';
    }
  | { readonly kind: 'campaign-needs-second-admin' | 'export-privately'; readonly name: string }
  | { readonly kind: 'campaign-not-possible'; readonly state: CampaignState }
  | { readonly kind: 'campaign-retried'; readonly count: number };

/** One line, and nothing to press. */
export interface NoticeView extends CommonView {
  readonly text: string;
}

export function toNoticeView(notice: Notice, texts: Texts): NoticeView {
  const text = wording(notice, texts);
  return { ...common(texts, text), text };
}

function wording(notice: Notice, texts: Texts): string {
  switch (notice.kind) {
    case 'answered-privately':
    case 'ask-privately':
    case 'already-done':
    case 'steps-not-now':
    case 'watch-no-chat':
    case 'not-in-this-chat':
    case 'search-more':
    case 'campaign-faster':
    case 'campaign-same-admin':
    case 'campaign-gone':
    case 'campaign-previewed':
    case 'campaign-no-chat':
    case 'campaign-retry-none':
    case 'campaign-preview-press':
    case 'export-offered':
    case 'export-saving':
    case 'export-declined':
    case 'export-failed':
    case 'help-empty':
    case 'case-gone':
    case 'exception-gone':
    case 'help-wanted':
    case 'help-wanted-before':
    case 'help-nobody':
    case 'plan-gone':
    case 'plan-ended':
    case 'plan-export-privately':
    case 'cases-here':
    case 'digest-here':
    case 'not-a-channel':
    case 'validate-privately':
      return texts.t(`notice.${notice.kind}`);
    case 'expired':
      return texts.t(notice.replaced ? 'notice.expired' : 'notice.expired-ask-again');
    case 'somebody-was-faster':
      return notice.name === null
        ? texts.t('notice.somebody-was-faster-unnamed')
        : texts.t('notice.somebody-was-faster', { name: plain(notice.name, 60) });
    case 'steps-sent':
    case 'steps-sent-before':
    case 'steps-no-chat':
      return texts.t(`notice.${notice.kind}`, { name: plain(notice.name, 60) });
    case 'watching':
    case 'watching-before':
      return texts.t(`notice.${notice.kind}`, {
        name: plain(notice.name, 60),
        moment: texts.shortMoment(notice.until),
      });
    case 'campaign-needs-second-admin':
    case 'export-privately':
      return texts.t(`notice.${notice.kind}`, { name: plain(notice.name, 60) });
    case 'campaign-not-possible':
      return texts.t('notice.campaign-not-possible', { state: texts.t(`campaign.state.${notice.state}`) });
    case 'campaign-retried':
      return texts.t('notice.campaign-retried', { count: notice.count });
    case 'watch-messaged':
      return texts.t('watch.messaged', { count: notice.count });
    case 'search-nobody':
      return texts.t('notice.search-nobody', { asked: plain(notice.asked, 60) });
  }
}
