import assert from 'node:assert/strict';
import { reminderSamples } from '../../../demo/gallery/samples/reminder.ts';
import { buttonsOf } from '../../../demo/teams/buttons.ts';
import { render } from '../../../src/cards/render.ts';
import { textsFor } from '../../../src/cards/texts.ts';

const execute = (verb: string) => ({
  type: 'Action.Execute',
  verb,
  data: { verb, v: 1 },
  fallback: { type: 'Action.Submit', data: { verb } },
});
const CARD = {
  type: 'AdaptiveCard',
  body: [
    { type: 'Input.Text', id: 'outside' },
    {
      type: 'Container',
      items: [
        {
          type: 'ActionSet',
          actions: [
            execute('done'),
            {
              type: 'Action.ShowCard',
              card: {
                type: 'AdaptiveCard',
                body: [{ type: 'Input.ChoiceSet', id: 'when', choices: [{ title: 'Soon', value: 'soon' }] }],
                actions: [execute('later')],
              },
            },
            { type: 'Action.OpenUrl', url: 'https://example.org' },
          ],
        },
      ],
    },
  ],
};

describe('the buttons of a card', () => {
  it('are found wherever they stand, each once, with what Teams sends along', () => {
    assert.deepEqual(buttonsOf(CARD), [
      {
        verb: 'done',
        data: { verb: 'done', v: 1 },
        inputs: [{ id: 'outside', kind: 'text', choices: [] }],
      },
      {
        verb: 'later',
        data: { verb: 'later', v: 1 },
        inputs: [
          { id: 'outside', kind: 'text', choices: [] },
          { id: 'when', kind: 'choice', choices: ['soon'] },
        ],
      },
    ]);
  });

  it('on the card that asks to register are those that the crowd presses, with what it fills in', () => {
    const { card } = render('reminder', reminderSamples.announcement(textsFor('en', 'UTC')));
    const inputs = (verb: string) =>
      buttonsOf(card)
        .find((button) => button.verb === verb)
        ?.inputs.map(({ id, kind }) => [id, kind]);
    assert.deepEqual(inputs('reminder.done'), []);
    assert.deepEqual(inputs('reminder.no-phone'), []);
    assert.deepEqual(inputs('reminder.snooze'), [['snooze', 'choice']]);
    assert.deepEqual(inputs('reminder.help'), [['words', 'text']]);
  });

  it('are none of what is no card', () => {
    for (const nothing of [undefined, null, 'card', {}, { type: 'AdaptiveCard' }]) {
      assert.deepEqual(buttonsOf(nothing), []);
    }
  });
});
