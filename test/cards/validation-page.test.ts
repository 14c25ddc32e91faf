import assert from 'node:assert/strict';
import { VALIDATIONS } from '../../demo/gallery/samples/validation.ts';
import { html, raw } from '../../src/cards/html.ts';
import { LANGUAGES, textsFor } from '../../src/cards/texts.ts';
import { validationPage } from '../../src/cards/validation-page.ts';
import { failureDays } from '../../src/cards/validation-words.ts';

const STATES = Object.entries(VALIDATIONS);
const pages = LANGUAGES.flatMap((language) =>
  STATES.map(([state, input]) => ({
    is: `${state}, ${language}`,
    page: validationPage(input, textsFor(language)),
  })),
);

describe('the report as a page', () => {
  it('runs nothing, loads nothing and leads nowhere', () => {
    for (const { is, page } of pages) {
      const tags = page.match(/<[^>]*>/g) ?? [];
      for (const tag of tags)
        assert.doesNotMatch(tag, /^<(script|img|link|iframe|a|object)\b|\s(src|href|on\w+)=/i, is);
      assert.doesNotMatch(page, /url\(|@import/, is);
      assert.match(page, /default-src 'none'/, is);
    }
  });

  it('shows what somebody else wrote as text', () => {
    const page = validationPage(VALIDATIONS['hostile names'], textsFor('en'));
    assert.doesNotMatch(page, /alert\(1\)<\/script>|<\/td><style>|\u202e/);
    // What cannot be text of a page and of a card alike looks like it and means nothing.
    assert.match(page, /‹script›alert\(1\)‹\/script›/);
  });

  it('is whole in every language and state, and runs the way the language does', () => {
    for (const { is, page } of pages) {
      assert.doesNotMatch(page, /undefined|\[object|NaN|\$\{|null/, is);
      assert.match(page, is.endsWith(', ar') ? /dir="rtl"/ : /dir="ltr"/, is);
      assert.match(page, /size: A4/, is);
      assert.equal(page.match(/class="signature"/g)?.length, 2, is);
    }
  });

  it('names organisation, moment, figures, every exception with its owner and end, and each cause of failures', () => {
    const page = validationPage(VALIDATIONS['all holds'], textsFor('en', 'Europe/Berlin'));
    for (const text of [
      'Contoso',
      'As of Friday 20 November',
      '100% registered: 1,204 of 1,204',
      'omar.haddad@contoso.com',
      'Security key',
      'Rosa Lind',
      '31 January 2027',
      'Standing',
      'Wrong password, not MFA: 300',
    ]) {
      assert.ok(page.includes(text), text);
    }
  });

  it('fills the bar to its end only where everybody is registered', () => {
    const { parts, ...rest } = VALIDATIONS['all holds'];
    const almost = { ...rest, parts, registered: { people: 1_000_000, registered: 999_999 } };
    assert.match(validationPage(almost, textsFor('en')), /class="done" x="0" y="0" width="99\.00"/);
    assert.match(
      validationPage(VALIDATIONS['all holds'], textsFor('en')),
      /class="done" x="0" y="0" width="100\.00"/,
    );
  });

  it('lists two hundred exceptions and counts the rest', () => {
    const { exceptions, ...rest } = VALIDATIONS['all holds'];
    const [first] = exceptions ?? [];
    assert.ok(first);
    const many = Array.from({ length: 205 }, (_, index) => ({ ...first, id: String(index) }));
    const page = validationPage({ ...rest, exceptions: many }, textsFor('en'));
    assert.equal(page.match(/emergency-1@contoso\.com<\/bdi>/g)?.length, 200);
    assert.match(page, /And 5 more/);
  });
});

describe('failures by day', () => {
  const at = (time: string) => new Date(`2026-11-20T${time}Z`);
  const slot = (from: Date) => ({ from, cause: 'unknown', people: 1, attempts: 2 }) as const;
  const failures = {
    since: new Date('2026-11-18T12:00:00Z'),
    slots: [slot(at('00:30:00')), slot(at('08:00:00'))],
  };
  const days = (timeZone: string) =>
    failureDays({ failures, asOf: at('09:00:00') }, textsFor('en', timeZone));

  it('are the reader’s days, and begin where the log begins', () => {
    assert.deepEqual(days('UTC'), [
      { day: '2026-11-18', attempts: 0 },
      { day: '2026-11-19', attempts: 0 },
      { day: '2026-11-20', attempts: 4 },
    ]);
    assert.deepEqual(days('America/New_York').at(-2), { day: '2026-11-19', attempts: 2 });
  });
});

describe('HTML', () => {
  it('escapes every value but HTML', () => {
    assert.equal(
      html`<p title="${'"&\''}">${'<b>'}${[1, html`<i>${'>'}</i>`]}${null}</p>`.markup,
      '<p title="&quot;&amp;&#39;">&lt;b&gt;1<i>&gt;</i></p>',
    );
    assert.equal(html`${raw('<hr>')}`.markup, '<hr>');
  });
});
