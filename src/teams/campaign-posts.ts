import type { CampaignDesk, Progress } from '../campaign/ports.ts';
import type { AdminPost } from '../campaign/running.ts';
import { toCampaignView } from '../cards/campaign.ts';
import { toContactListView } from '../cards/campaign-contacts.ts';
import { toDigestView } from '../cards/campaign-digest.ts';
import { type Rendered, render } from '../cards/render.ts';
import { type Texts, textsFor } from '../cards/texts.ts';
import type { Log } from '../log.ts';
import { cardActivity } from './invoke.ts';
import { isOutOfReach, isTeamsFailure, type Messenger } from './messenger.ts';
import type { PersonalChat, Tell } from './tell.ts';

export interface LiveCard extends PersonalChat {
  readonly activityId: string;
}

export interface PostsOptions {
  readonly desk: Pick<CampaignDesk, 'progress' | 'contactList'>;
  readonly messenger: Messenger;
  readonly tell: Tell;
  readonly log: Pick<Log, 'warn'>;
  readonly adminsChannel: () => Promise<PersonalChat | undefined>;
  readonly liveCards: {
    of(campaignId: string): Promise<readonly LiveCard[]>;
    forget(campaignId: string, card: LiveCard): Promise<void>;
  };
}

/** What administrators see of a campaign without asking. */
export interface Posts {
  /** To the channel that was named for it; else to whoever made the campaign, but for the daily digest. */
  post(campaignId: string, what: AdminPost): Promise<void>;
  /** Draws anew the cards that follow the campaign, if anything on them has changed. */
  editLive(campaignId: string): Promise<void>;
}

const FIRST_PAGE = 1;
/** Of more campaigns than ever run at once. */
const REMEMBERED_AT_MOST = 100;

export function createPosts(options: PostsOptions): Posts {
  const { desk, messenger, tell, adminsChannel, liveCards, log } = options;
  /** What each campaign's cards show: nobody's card is edited to say the same. */
  const shown = new Map<string, string>();

  const drawing = async (campaignId: string, what: AdminPost, progress: Progress) => {
    if (what === 'digest') return (texts: Texts) => render('campaign-digest', toDigestView(progress, texts));
    if (what !== 'contact-list') return (texts: Texts) => drawProgress(progress, texts);
    const { people, total } = await desk.contactList(campaignId, FIRST_PAGE);
    const list = { campaign: progress.campaign, people, total, page: FIRST_PAGE };
    return (texts: Texts) => render('campaign-contacts', toContactListView(list, texts));
  };

  return {
    async post(campaignId, what) {
      const channel = await adminsChannel();
      if (channel === undefined && what === 'digest') return;
      const progress = await desk.progress(campaignId);
      const draw = await drawing(campaignId, what, progress);
      if (channel !== undefined) {
        try {
          await messenger.send(channel, cardActivity(draw(textsFor(channel.locale, channel.timeZone))));
          return;
        } catch (error) {
          // The bot was taken out of that channel.
          if (!isOutOfReach(error)) throw error;
        }
      }
      if (what !== 'digest') await tell(progress.campaign.createdBy, draw);
    },
    async editLive(campaignId) {
      const cards = await liveCards.of(campaignId);
      if (cards.length === 0) return;
      const progress = await desk.progress(campaignId);
      const now = JSON.stringify([{ ...progress, asOf: null }, cards.map(({ activityId }) => activityId)]);
      if (shown.get(campaignId) === now) return;
      let missed = 0;
      for (const card of cards) {
        const drawn = drawProgress(progress, textsFor(card.locale, card.timeZone));
        try {
          await messenger.update(card, card.activityId, cardActivity(drawn));
        } catch (err) {
          if (isGone(err)) await liveCards.forget(campaignId, card);
          else if (!isTeamsFailure(err)) throw err;
          else {
            missed += 1;
            log.warn({ err, campaignId }, 'A card of a campaign could not be drawn anew.');
          }
        }
      }
      // What they show then is not known: the next change draws them all.
      if (missed > 0) return void shown.delete(campaignId);
      shown.delete(campaignId);
      shown.set(campaignId, now);
      const oldest = shown.keys().next();
      if (shown.size > REMEMBERED_AT_MOST && !oldest.done) shown.delete(oldest.value);
    },
  };
}

function drawProgress(progress: Progress, texts: Texts): Rendered {
  return render('campaign', toCampaignView({ progress }, texts));
}

/** Deleted, or in a chat that takes nothing from the bot any more. */
function isGone(error: unknown): boolean {
  return isOutOfReach(error) || ((error ?? {}) as { statusCode?: unknown }).statusCode === 404;
}
