import assert from 'node:assert/strict';
import { TIME_ZONE } from '../../demo/gallery/samples/people.ts';
import { CARD_NAMES, SAMPLES } from '../../demo/gallery/samples.ts';
import { render } from '../../src/cards/render.ts';
import { textsFor } from '../../src/cards/texts.ts';
import { ACTIONS } from '../../src/teams/actions.ts';
import { type Part, partsOf, partsOfType } from '../cards/parts.ts';

const texts = textsFor('en', TIME_ZONE);

/** What a client adds to a button's data: every input as text, with what stands in it or the first that may be chosen. */
function inputsOf(card: unknown): Record<string, unknown> {
  const inputs = [...partsOf(card)].filter(({ type }) => String(type).startsWith('Input.'));
  return Object.fromEntries(inputs.map((input) => [input.id, standingIn(input)]));
}

function standingIn({ type, value, choices }: Part): unknown {
  if (value !== undefined && value !== '') return String(value);
  const [first] = (choices ?? []) as readonly Part[];
  return type === 'Input.ChoiceSet' ? first?.value : '';
}

describe('the table of buttons', () => {
  for (const name of CARD_NAMES) {
    it(`knows every button of the ${name} card and can read what it sends`, () => {
      for (const [state, view] of Object.entries(SAMPLES[name])) {
        const { card } = render(name, view(texts));
        for (const { data } of partsOfType(card, 'Action.Execute', 'Action.Submit')) {
          const sent = data as Part;
          const row = ACTIONS.find(({ verb }) => verb === sent.verb);
          assert.ok(row, `${state}: ${String(sent.verb)}`);
          const parsed = row.input.safeParse({ ...inputsOf(card), ...sent });
          assert.ok(parsed.success, `${state}: ${row.verb}: ${parsed.error?.message}`);
        }
      }
    });
  }

  const CAMPAIGN = { v: 1, campaign: 'ca30a190-0000-4000-8000-000000000001' };
  const unreadable: readonly (readonly [string, object])[] = [
    ['reminder.done', { v: 1 }],
    ['reminder.done', { v: 1, campaign: "' or 1=1 --" }],
    ['reminder.snooze', { ...CAMPAIGN, snooze: 'next-year' }],
    ['reminder.snooze', CAMPAIGN],
    ['reminder.help', { ...CAMPAIGN, words: 'x'.repeat(501) }],
    ['reminder.help', { ...CAMPAIGN, words: { text: 'help' } }],
    ['case.close', { v: 1, case: 'newest' }],
  ];
  for (const [verb, data] of unreadable) {
    it(`cannot read ${verb} with ${JSON.stringify(data).slice(0, 80)}`, () => {
      assert.equal(ACTIONS.find((row) => row.verb === verb)?.input.safeParse(data).success, false);
    });
  }

  it('has each verb once', () => {
    const verbs = ACTIONS.map(({ verb }) => verb);
    assert.deepEqual(verbs, [...new Set(verbs)]);
  });
});
