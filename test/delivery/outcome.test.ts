import assert from 'node:assert/strict';
import { judge } from '../../src/delivery/outcome.ts';

const answer = (status: number, ...codes: string[]) =>
  judge({ status, codes, retryAfterMs: null, activityId: 'activity-1' });

describe('what an answer of Teams proves', () => {
  for (const [status, codes, outcome] of [
    [403, ['BotDisabledByAdmin'], 'blocked'],
    [403, ['Forbidden', 'ConversationBlockedByUser'], 'blocked'],
    [403, ['209'], 'blocked'],
    [403, [], 'blocked'],
    [403, ['Forbidden', 'BotNotInConversationRoster'], 'not-installed'],
    [403, ['ForbiddenOperationException'], 'not-installed'],
    [403, ['InvalidBotApiHost'], 'refused'],
    [404, ['ConversationNotFound'], 'not-found'],
    [404, [], 'not-found'],
    [413, [], 'too-large'],
    [400, ['MessageSizeTooBig'], 'too-large'],
    [400, ['BadArgument'], 'refused'],
    [401, ['BotNotRegistered'], 'refused'],
  ] as const) {
    it(`is ${outcome} for ${[status, ...codes].join(' ')}`, () => {
      assert.deepEqual(answer(status, ...codes), {
        kind: 'refused',
        outcome,
        detail: [status, ...codes].join(' '),
      });
    });
  }

  for (const status of [200, 201, 202]) {
    it(`is that the message was taken, for ${status}`, () => {
      assert.deepEqual(answer(status), { kind: 'sent', activityId: 'activity-1' });
    });
  }

  for (const status of [412, 429, 502, 503, 504]) {
    it(`is that nothing was taken, for ${status}`, () => {
      const result = answer(status);
      assert.equal(result.kind, 'again');
      assert.equal(result.kind === 'again' && result.wholeTenant, status === 429);
    });
  }

  for (const status of [500, 501, 505]) {
    it(`is nothing at all, for ${status}`, () => {
      assert.equal(answer(status).kind, 'unknown');
    });
  }
});
