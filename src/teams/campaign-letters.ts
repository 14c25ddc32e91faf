import type { Campaign } from '../campaign/campaign.ts';
import type { Letters } from '../campaign/sending.ts';
import { snoozesFor } from '../campaign/snoozing.ts';
import { reminderValues, toAllSetCard, toReminderLetter } from '../cards/reminder-letter.ts';
import { textsFor } from '../cards/texts.ts';
import type { Clock } from '../clock.ts';
import { onlyKnown } from '../errors.ts';
import type { Directory } from '../people/ports.ts';
import { cardActivity } from './invoke.ts';

export interface CampaignLetters extends Letters {
  /** What a sent card becomes once its reader has registered. */
  drawDone(campaign: Campaign, language: string): Promise<object>;
}

/** The cards of a campaign as activities: drawn once for each wave and language. */
export function createLetters(options: {
  readonly directory: Pick<Directory, 'organisation'>;
  readonly registrationUrl: string;
  readonly clock: Clock;
}): CampaignLetters {
  const { directory, registrationUrl, clock } = options;
  const about = async (campaign: Campaign) => {
    const organisation = await directory.organisation().catch(onlyKnown);
    const asOf = clock.now();
    return { campaign, organisation: organisation?.displayName ?? null, registrationUrl, asOf };
  };
  return {
    async draw(campaign, wave, language) {
      // The card is the same for everybody; what a person's own clock no longer allows is refused when they press.
      const offered = snoozesFor(campaign.calendar, 'UTC', clock.now()).map(({ snooze }) => snooze);
      const input = { ...(await about(campaign)), wave, snoozes: offered };
      return cardActivity(toReminderLetter(input, textsFor(language)));
    },
    valuesFor: ({ displayName, language }) => ({ ...reminderValues({ displayName }, textsFor(language)) }),
    async drawDone(campaign, language) {
      return cardActivity(toAllSetCard(await about(campaign), textsFor(language)));
    },
  };
}
