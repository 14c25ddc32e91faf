import assert from 'node:assert/strict';
import { type InboundActivity, parseActivity } from '../../src/teams/activity.ts';
import { cardActivity, keepCard, readPress, replaceCard } from '../../src/teams/invoke.ts';
import { noticeReply } from '../../src/teams/replies.ts';
import { teamsMessage } from '../support/channel.ts';
import { turnOf } from '../support/turn.ts';

function activity(different: Record<string, unknown>): InboundActivity {
  const parsed = parseActivity(teamsMessage(different));
  assert.ok(parsed.ok);
  return parsed.activity;
}

const invoke = (value: unknown, name = 'adaptiveCard/action') => ({ type: 'invoke', name, value });
const shown = noticeReply({ kind: 'already-done' }, turnOf());

describe('a press of a button', () => {
  const data = { verb: 'status.refresh', v: 1 };
  const unreadable = { verb: '', data: undefined, answeredBy: 'invoke' };
  const presses: readonly [string, Record<string, unknown>, object | null][] = [
    [
      'an Action.Execute',
      invoke({ action: { type: 'Action.Execute', verb: 'status.refresh', data } }),
      { verb: 'status.refresh', data, answeredBy: 'invoke' },
    ],
    [
      'an Action.Submit',
      { value: data, text: undefined },
      { verb: 'status.refresh', data, answeredBy: 'message' },
    ],
    ['one without a verb', invoke({ action: { data } }), unreadable],
    ['one without data', invoke({ action: { verb: 'status.refresh' } }), unreadable],
    ['one with an endless verb', invoke({ action: { verb: 'x'.repeat(65), data } }), unreadable],
    ['one without anything', invoke(undefined), unreadable],
    ['an invoke of another kind', invoke(data, 'composeExtension/query'), null],
    ['a message without a value', {}, null],
    ['a message whose value has no verb', { value: { v: 1 } }, null],
    ['an event with a value', { type: 'event', value: data }, null],
  ];
  for (const [title, different, press] of presses) {
    it(`is ${press === null ? 'not found in' : 'read from'} ${title}`, () => {
      assert.deepEqual(readPress(activity(different)), press);
    });
  }
});

describe('what is sent', () => {
  it('is one card and its line, and no text beside it', () => {
    assert.deepEqual(cardActivity(shown), {
      type: 'message',
      summary: shown.summary,
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: shown.card }],
    });
  });

  it('replaces the card that was pressed, or leaves it and says a line', () => {
    assert.deepEqual(replaceCard(shown).value, {
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: shown.card },
    });
    assert.deepEqual(keepCard('line'), {
      type: 'invokeResponse',
      value: {
        status: 200,
        body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'line' },
      },
    });
  });
});
