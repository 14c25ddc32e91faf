import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { LANGUAGES, type Language, type TextKey, textsFor } from '../../src/cards/texts.ts';

const read = (language: Language): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../cards/texts/${language}.json`, import.meta.url), 'utf8'));
const CATALOGUES = Object.fromEntries(LANGUAGES.map((language) => [language, read(language)]));
const english = read('en');
const KEYS = Object.keys(english) as TextKey[];

/** What a message asks for, and which plural forms it has. */
function shapeOf(message: string, language: Language) {
  const names = new Set<string>();
  const plurals: string[][] = [];
  const walk = (parts: readonly unknown[]): void => {
    for (const part of parts as readonly { value?: string; type: number; options?: object }[]) {
      if (part.type >= 1 && part.type <= 6 && part.value) names.add(part.value);
      for (const option of Object.values(part.options ?? {})) walk((option as { value: unknown[] }).value);
      if (part.type === 6) plurals.push(Object.keys(part.options ?? {}));
    }
  };
  walk(new IntlMessageFormat(message, language).getAst());
  return { names: [...names].sort(), plurals };
}

describe('the texts', () => {
  for (const language of LANGUAGES) {
    describe(`in ${language}`, () => {
      const catalogue = CATALOGUES[language] ?? {};

      it('have every key of the English ones, in the same order', () => {
        assert.deepEqual(Object.keys(catalogue), KEYS);
      });

      it('ask for the same values', () => {
        for (const key of KEYS) {
          const { names } = shapeOf(catalogue[key] ?? '', language);
          assert.deepEqual(names, shapeOf(english[key] ?? '', 'en').names, key);
        }
      });

      it('have every plural form that the language has', () => {
        const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
        for (const key of KEYS) {
          for (const plural of shapeOf(catalogue[key] ?? '', language).plurals) {
            // Large round numbers alone take `many` in French, Spanish and Portuguese; `other` reads the same.
            const needed = forms.filter((form) => form !== 'many' || language === 'ar');
            assert.deepEqual(
              needed.filter((form) => !plural.includes(form)),
              [],
              key,
            );
          }
        }
      });

      it('hold no markdown, no straight quotation marks and no stray spaces', () => {
        for (const key of KEYS) {
          const text = catalogue[key] ?? '';
          assert.match(text, /^\S(.*\S)?$/u, key);
          assert.doesNotMatch(text, /[*`~[\]<>"']| {2}|\.\.\.|^(#|-|\d+\.) /, key);
        }
      });
    });
  }

  it('are translated: few are the same as in English', () => {
    for (const language of LANGUAGES.filter((other) => other !== 'en')) {
      const same = KEYS.filter((key) => CATALOGUES[language]?.[key] === english[key]);
      assert.ok(same.length <= KEYS.length * 0.02, `${language}: ${same.join(', ')}`);
    }
  });
});

describe('the texts of one reader', () => {
  const choices: readonly [string | null | undefined, Language, string][] = [
    ['de-AT', 'de', 'de-AT'],
    ['de', 'de', 'de'],
    ['pt-BR', 'pt', 'pt-BR'],
    ['pt_PT', 'pt', 'pt-PT'],
    ['EN-us', 'en', 'en-US'],
    ['ar-AE', 'ar', 'ar-AE'],
    ['ja-JP', 'ja', 'ja-JP'],
    ['nl-NL', 'en', 'en-GB'],
    ['en', 'en', 'en-GB'],
    ['', 'en', 'en-GB'],
    [null, 'en', 'en-GB'],
    [undefined, 'en', 'en-GB'],
    ['x'.repeat(500), 'en', 'en-GB'],
    ['../../etc', 'en', 'en-GB'],
    ['__proto__', 'en', 'en-GB'],
  ];
  for (const [wanted, language, locale] of choices) {
    it(`for ${String(wanted).slice(0, 20) || 'an empty tag'} are ${language}, formatted as in ${locale}`, () => {
      const texts = textsFor(wanted);
      assert.deepEqual([texts.language, texts.locale], [language, locale]);
    });
  }

  it('are made once and kept', () => {
    assert.equal(textsFor('fr', 'Europe/Paris'), textsFor('fr', 'Europe/Paris'));
    for (let zone = 0; zone < 600; zone += 1) textsFor(`fr-x-${zone}`);
    assert.equal(textsFor('fr', 'Europe/Paris').language, 'fr');
  });

  it('run from right to left in Arabic alone', () => {
    assert.deepEqual(
      LANGUAGES.filter((language) => textsFor(language).dir === 'rtl'),
      ['ar'],
    );
  });

  it('write days and times as the reader does, in the reader’s time zone', () => {
    const late = new Date('2026-12-03T23:30:00Z');
    assert.equal(textsFor('en').day(late), 'Thursday 3 December');
    assert.equal(textsFor('en', 'Europe/Berlin').day(late), 'Friday 4 December');
    assert.equal(textsFor('en-US', 'Europe/Berlin').day(late), 'Friday, December 4');
    assert.equal(textsFor('de', 'Europe/Berlin').day(late), 'Freitag, 4.\u00a0Dezember');
    assert.equal(textsFor('fr').calendarDate('2027-02-01'), '1er février 2027');
    assert.equal(textsFor('fr').calendarDate('2027-02-11'), '11 février 2027');
    assert.equal(textsFor('ja', 'Asia/Tokyo').day(late), '12月4日金曜日');
    assert.match(textsFor('en', 'Europe/Berlin').moment(late), /^Friday 4 December at 00:30 (CET|GMT\+1)$/);
    assert.match(textsFor('en', 'Mars/Olympus').moment(late), /23:30 UTC$/);
  });

  it('write a day of the calendar alike in every time zone', () => {
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC']) {
      assert.equal(textsFor('en', zone).calendarDate('2027-02-01'), '1 February 2027');
      assert.equal(textsFor('en', zone).calendarDay('2026-12-04'), 'Friday 4 December');
    }
  });

  it('never round a share up to all or down to none', () => {
    const { percent } = textsFor('en');
    assert.deepEqual(
      [percent(0), percent(0.000001), percent(0.876), percent(0.99999), percent(1)],
      ['0%', '0.1%', '87.6%', '99.9%', '100%'],
    );
  });

  it('keep a name in the other direction apart from the sentence', () => {
    const wait = textsFor('ar').t('notice.somebody-was-faster', { name: 'Rosa Lind' });
    assert.ok(wait.includes('\u2068Rosa Lind\u2069'));
    const english_ = textsFor('en').t('notice.somebody-was-faster', { name: 'روزا' });
    assert.ok(english_.startsWith('\u2068روزا\u2069'));
    assert.equal(textsFor('en').t('notice.somebody-was-faster', { name: 'Rosa' }).includes('\u2068'), false);
  });
});
