import type { WaveName } from '../campaign/campaign.ts';
import { slot } from '../delivery/letter.ts';
import { plain } from './plain.ts';
import { type ReminderInput, toReminderView } from './reminder.ts';
import { type Rendered, render } from './render.ts';
import type { Texts } from './texts.ts';

/** What is the same for everybody who gets a wave's card in one language. */
export type LetterInput = Omit<ReminderInput, 'alternatives' | 'shows'> & { readonly wave: WaveName };

/** Drawn once for each wave and language; what is one person's stands in it as a slot of delivery/letter.ts. */
export function toReminderLetter({ wave, ...about }: LetterInput, texts: Texts): Rendered {
  const shows = { kind: 'asked', wave, hello: slot('hello') } as const;
  return render('reminder', toReminderView({ ...about, alternatives: [], shows }, texts));
}

const NAME_AT_MOST = 60;

/** What fills the slots for one person, in the letter's language. */
export function reminderValues(
  { displayName }: { readonly displayName: string },
  texts: Texts,
): { readonly hello: string } {
  const name = plain(displayName, NAME_AT_MOST);
  return { hello: name === '' ? texts.t('reminder.hello-unnamed') : texts.t('reminder.hello', { name }) };
}

/** The sent card, once Graph shows that the goal is met: for editing it on every device. */
export function toAllSetCard(
  about: Omit<ReminderInput, 'alternatives' | 'shows' | 'snoozes'>,
  texts: Texts,
): Rendered {
  const shows = { kind: 'registered', state: 'registered' } as const;
  return render('reminder', toReminderView({ ...about, snoozes: [], alternatives: [], shows }, texts));
}
