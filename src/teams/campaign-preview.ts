import type { Campaign } from '../campaign/campaign.ts';
import { SNOOZES } from '../campaign/ports.ts';
import { toReminderView } from '../cards/reminder.ts';
import { reminderValues } from '../cards/reminder-letter.ts';
import { type Rendered, render } from '../cards/render.ts';
import type { Texts } from '../cards/texts.ts';
import { onlyKnown } from '../errors.ts';
import type { Services } from './turn.ts';

/** The announcement, as the reader would get it. */
export async function drawReminderPreview(
  campaign: Campaign,
  personId: string,
  texts: Texts,
  { directory, registrationUrl, clock }: Pick<Services, 'directory' | 'registrationUrl' | 'clock'>,
): Promise<Rendered> {
  const [person, organisation] = await Promise.all([
    directory.findPerson(personId).catch(onlyKnown),
    directory.organisation().catch(onlyKnown),
  ]);
  const { hello } = reminderValues({ displayName: person?.displayName ?? '' }, texts);
  const view = toReminderView(
    {
      organisation: organisation?.displayName ?? null,
      registrationUrl,
      asOf: clock.now(),
      campaign,
      snoozes: SNOOZES,
      alternatives: [],
      shows: { kind: 'asked', wave: 'announcement', hello },
    },
    texts,
  );
  return render('reminder', view);
}
