import assert from 'node:assert/strict';
import { KIT_FACTS } from '../../demo/gallery/samples/kit.ts';
import { toKitView } from '../../src/cards/kit.ts';
import { writeKitText } from '../../src/cards/kit-words.ts';
import { LANGUAGES, textsFor } from '../../src/cards/texts.ts';
import { KIT_TEXTS } from '../../src/rollout/kit.ts';

const NOTHING = {
  ...KIT_FACTS,
  organisation: null,
  startsOn: null,
  deadline: null,
  enforcedOn: null,
  contact: null,
};

describe('the texts of the communication kit', () => {
  for (const language of LANGUAGES) {
    it(`are filled in in ${language}: dates, organisation, address and contact`, () => {
      const texts = textsFor(language);
      for (const id of KIT_TEXTS) {
        const { subject, mail, post, missing } = writeKitText(id, KIT_FACTS, texts);
        assert.deepEqual(missing, []);
        assert.doesNotMatch(`${subject}${mail}${post}`, /[‹›{}]|undefined|null/);
        assert.ok(mail.includes('https://aka.ms/mysecurityinfo') && mail.includes('Contoso'), `${id} mail`);
        assert.ok(`${subject}${mail}`.includes(texts.calendarDay('2026-12-14')) || id === 'announcement', id);
        assert.ok(id === 'helpdesk' || (mail.includes('ext. 4711') && post.includes('ext. 4711')), id);
        assert.ok(post.startsWith(subject));
        assert.doesNotMatch(subject, /\n/);
      }
    });
  }

  it('say plainly what is not known, so that nobody sends it by accident', () => {
    const { subject, missing } = writeKitText('announcement', NOTHING, textsFor('en'));
    assert.equal(subject, 'A second step when you sign in, by ‹deadline›');
    assert.deepEqual(missing, [
      '‹your organisation›',
      '‹first day›',
      '‹deadline›',
      '‹day of enforcement›',
      '‹how to reach the helpdesk›',
    ]);
    const view = toKitView({ facts: NOTHING, text: 'helpdesk', language: 'en' }, textsFor('en'));
    assert.match(view.missing, /‹first day› · ‹deadline› · ‹day of enforcement›/);
  });

  it('keep a name on its line, and copy it as it is', () => {
    const facts = { ...KIT_FACTS, organisation: 'A\r\nBcc: x@evil.example', contact: 'ext. *1*' };
    const { mail } = writeKitText('announcement', facts, textsFor('en'));
    assert.match(mail, /So A Bcc: x@evil\.example adds/);
    assert.match(mail, /^Help: ext\. \*1\*$/m);
  });

  it('stand on the card in the language chosen, around which the card speaks the reader’s', () => {
    const view = toKitView({ facts: KIT_FACTS, text: 'reminder', language: 'ar' }, textsFor('de'));
    assert.equal(view.lang, 'de');
    assert.equal(view.rtl, false);
    assert.equal(view.textRtl, true);
    assert.equal(view.title, 'Erinnerung');
    assert.match(view.subject, /\p{Script=Arabic}/u);
    assert.deepEqual([view.chosen, view.language], ['reminder', 'ar']);
  });
});
