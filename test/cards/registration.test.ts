import assert from 'node:assert/strict';
import { NOW } from '../../demo/gallery/samples/people.ts';
import { toRegistrationView } from '../../src/cards/registration.ts';
import { render } from '../../src/cards/render.ts';
import { textsFor } from '../../src/cards/texts.ts';
import { MissingLicence } from '../../src/errors.ts';
import type { Coverage } from '../../src/people/coverage.ts';
import { type Part, partsOfType } from './parts.ts';

const texts = textsFor('en');

function coverage(none: number, phone: number, registered: number, passkey: number): Coverage {
  const people = none + phone + registered + passkey;
  return {
    people,
    byState: { none, 'phone-only': phone, registered, passkey },
    registered: people - none,
    guests: 0,
    admins: 0,
    adminsWithout: [],
    adminsWithoutCount: 0,
    reportedFrom: null,
  };
}
const view = (found: Coverage, reading = false) =>
  toRegistrationView({ organisation: 'Contoso', asOf: NOW, coverage: found, reading }, texts);

describe('the overview of registration', () => {
  it('says how many more people reach the goal', () => {
    const { title, word, answer } = view(coverage(31, 44, 142, 33));
    assert.equal(title, '87.6% have a second step');
    assert.equal(word, 'Below the goal');
    assert.equal(answer, '250 people counted, 219 with a second step (MFA). 19 more reach the goal of 95%.');
  });

  const edges: readonly [number, number, string][] = [
    [5, 95, 'Goal reached'],
    [6, 94, 'Below the goal'],
    [1, 19, 'Goal reached'],
    [1, 18, 'Below the goal'],
    [0, 1, 'Goal reached'],
    [1, 0, 'Below the goal'],
  ];
  for (const [without, having, word] of edges) {
    it(`calls ${having} of ${without + having} people: ${word}`, () => {
      const found = view(coverage(without, 0, having, 0));
      assert.equal(found.word, word);
      if (word === 'Below the goal') assert.match(found.answer, /One more reaches/);
    });
  }

  it('never calls all but one of a million everybody', () => {
    assert.equal(view(coverage(1, 0, 999_999, 0)).title, '99.9% have a second step');
  });

  it('draws a bar of the states that have anybody, and lists them all in numbers', () => {
    const { card } = render('registration', view(coverage(2, 0, 7, 1)));
    const [chart] = partsOfType(card, 'Chart.HorizontalBar.Stacked');
    const [series] = (chart?.data ?? []) as readonly { data: readonly Part[] }[];
    assert.deepEqual(
      series?.data.map((part) => [part.legend, part.value]),
      [
        ['None', 2],
        ['App, code or key', 7],
        ['Passkey or similar', 1],
      ],
    );
    const shown = partsOfType(card, 'TextBlock').map((part) => part.text);
    for (const number of ['2', '0', '7', '1', '20%', '0%', '70%', '10%'])
      assert.ok(shown.includes(number), number);
  });

  it('draws no chart of nobody', () => {
    for (const reading of [false, true]) {
      const { card } = render('registration', view(coverage(0, 0, 0, 0), reading));
      assert.deepEqual(partsOfType(card, 'Chart.HorizontalBar.Stacked'), []);
    }
  });

  it('judges nothing while the report is still being read', () => {
    const { word, tone, answer } = view(coverage(10, 0, 90, 0), true);
    assert.deepEqual([word, tone], ['Still reading', 'emphasis']);
    assert.match(answer, /^100 people read so far\./);
  });

  it('names administrators without a second step, and counts those that do not fit', () => {
    const adminsWithout = Array.from({ length: 20 }, (_, index) => ({
      id: `${index}`,
      name: `*Admin* ${index}`,
    }));
    const found = view({ ...coverage(30, 0, 0, 0), admins: 40, adminsWithout, adminsWithoutCount: 25 });
    assert.equal(found.facts[0]?.value, '25 of 40 without a second step');
    assert.equal(found.detail.length, 10);
    assert.equal(found.detail[0]?.name, '∗Admin∗ 0');
    assert.equal(found.detailMore, 'And 15 more');
  });

  it('says which licence is missing', () => {
    const unreadable = new MissingLicence('Microsoft Entra ID P1', 'the report');
    const found = toRegistrationView({ organisation: null, asOf: NOW, unreadable }, texts);
    assert.equal(found.title, 'I can’t read the registration report');
    assert.match(found.answer, /Microsoft Entra ID P1/);
    assert.equal(found.hasChart, false);
  });
});
