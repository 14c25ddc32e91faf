import assert from 'node:assert/strict';
import fc from 'fast-check';
import { REGISTRATION_URL, TIME_ZONE } from '../../demo/gallery/samples/people.ts';
import { WAVES } from '../../src/campaign/campaign.ts';
import { SNOOZES } from '../../src/campaign/ports.ts';
import { toReminderView } from '../../src/cards/reminder.ts';
import {
  type LetterInput,
  reminderValues,
  toAllSetCard,
  toReminderLetter,
} from '../../src/cards/reminder-letter.ts';
import { render } from '../../src/cards/render.ts';
import { LANGUAGES, textsFor } from '../../src/cards/texts.ts';
import { prepareLetter } from '../../src/delivery/letter.ts';
import { cardActivity } from '../../src/teams/invoke.ts';
import { MONDAY, sampleCampaign } from '../support/campaigns.ts';
import { partsOfType } from './parts.ts';

const letter: LetterInput = {
  campaign: sampleCampaign(),
  organisation: 'Contoso',
  registrationUrl: REGISTRATION_URL,
  snoozes: SNOOZES,
  asOf: MONDAY,
  wave: 'announcement',
};

describe('the letter of a wave', () => {
  it('is for each person the card that would have been drawn for them, in every language and wave', () => {
    for (const language of LANGUAGES) {
      const texts = textsFor(language, TIME_ZONE);
      for (const wave of WAVES) {
        const prepared = prepareLetter({
          activity: cardActivity(toReminderLetter({ ...letter, wave }, texts)),
        });
        const values = reminderValues({ displayName: 'Ada Lovelace' }, texts);
        const [sent] = JSON.parse(prepared.fill(values)).attachments;
        const shows = { kind: 'asked', wave, hello: values.hello } as const;
        const drawn = render('reminder', toReminderView({ ...letter, alternatives: [], shows }, texts)).card;
        assert.deepEqual(bare(sent.content), bare(drawn));
      }
    }
  });

  it('lets no name change the card: not its markdown, not its slots, not its JSON', () => {
    const texts = textsFor('en', TIME_ZONE);
    const prepared = prepareLetter({ activity: cardActivity(toReminderLetter(letter, texts)) });
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\uE000hello\uE001',
        '[x](https://evil.example)',
        '"},{"type":"Image"',
        '{{DATE(2026-01-01)}}',
      ),
    );
    fc.assert(
      fc.property(hostile, (displayName) => {
        const [sent] = JSON.parse(prepared.fill(reminderValues({ displayName }, texts))).attachments;
        const shown = partsOfType(sent.content, 'TextBlock').map(({ text }) => String(text));
        assert.ok(shown.some((text) => text.includes('We ask everybody')));
        for (const text of shown) assert.doesNotMatch(text, /\]\(|\*\*|\{\{|[\uE000\uE001]/);
        assert.deepEqual(partsOfType(sent.content, 'Image'), []);
      }),
    );
  });

  it('greets without a name where the directory has none', () => {
    assert.deepEqual(reminderValues({ displayName: ' \u200b ' }, textsFor('en')), { hello: 'Hello.' });
  });

  it('is small: a hundred thousand of them are sent', () => {
    for (const language of LANGUAGES) {
      const texts = textsFor(language, TIME_ZONE);
      const activity = cardActivity(toReminderLetter(letter, texts));
      assert.ok(JSON.stringify(activity).length < 5_500, language);
    }
  });

  it('becomes a green card without a button', () => {
    const { card, summary } = toAllSetCard(letter, textsFor('en', TIME_ZONE));
    assert.match(summary, /^You’re all set/);
    assert.deepEqual(partsOfType(card, 'ActionSet'), []);
  });
});

/** A slot stands apart in a right-to-left text as a name does; that sign alone may be there once or twice. */
function bare(card: object): unknown {
  return JSON.parse(JSON.stringify(card).replace(/[\u2068\u2069]/g, ''));
}
