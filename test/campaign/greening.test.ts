import assert from 'node:assert/strict';
import { createGreening } from '../../src/campaign/greening.ts';
import type { Ungreened } from '../../src/campaign/running.ts';
import type { Result } from '../../src/delivery/outcome.ts';
import { TryAgainLater } from '../../src/errors.ts';
import { CAMPAIGN_ID, sampleCampaign } from '../support/campaigns.ts';

const card = (chat: string) => ({
  conversationId: chat,
  serviceUrl: 'https://smba.example/',
  activityId: '1',
});

function stage(people: readonly Ungreened[]) {
  const it = {
    results: new Map<string, Result>(),
    edited: [] as string[],
    greened: [] as string[],
    drawn: [] as string[],
    taken: 0,
    pauses: [] as number[],
  };
  const green = createGreening({
    store: {
      campaign: async () => sampleCampaign(),
      toGreen: async (_, after) =>
        people.filter(({ personId }) => personId > after && !it.greened.includes(personId)).slice(0, 2),
      async greened(_, done) {
        it.greened.push(...done.map(({ personId }) => personId));
      },
    },
    editor: {
      async edit({ conversationId }, _activityId, body) {
        it.edited.push(`${conversationId} ${body}`);
        return it.results.get(conversationId) ?? { kind: 'sent', activityId: null };
      },
    },
    limiter: {
      ahead: 1,
      async take({ urgency }) {
        assert.equal(urgency, 'background');
        it.taken += 1;
      },
      async pause(milliseconds) {
        it.pauses.push(milliseconds);
      },
    },
    async drawDone(_, language) {
      it.drawn.push(language);
      return { language };
    },
  });
  return Object.assign(it, { run: () => green(CAMPAIGN_ID, new AbortController().signal) });
}

describe('cards of people who have registered', () => {
  it('are edited where they were sent, all of them, drawn once for each language', async () => {
    const it = stage([
      { personId: 'a', language: 'en', cards: [card('a1'), card('a2')] },
      { personId: 'b', language: 'de', cards: [card('b')] },
      { personId: 'c', language: 'en', cards: [] },
      { personId: 'd', language: 'en', cards: [card('d')] },
    ]);
    await it.run();
    const expected = [
      'a1 {"language":"en"}',
      'a2 {"language":"en"}',
      'b {"language":"de"}',
      'd {"language":"en"}',
    ];
    assert.deepEqual(it.edited.toSorted(), expected);
    assert.deepEqual(
      [it.drawn.toSorted(), it.greened.toSorted(), it.taken],
      [['de', 'en'], ['a', 'b', 'c', 'd'], 4],
    );
  });

  it('are let go where there is nothing to edit any more, and tried again where Teams was busy', async () => {
    const people = ['a', 'b', 'c', 'd'].map((id) => ({ personId: id, language: 'en', cards: [card(id)] }));
    const it = stage(people);
    it.results.set('a', { kind: 'refused', outcome: 'not-found', detail: '404' });
    it.results.set('b', { kind: 'again', afterMs: 7_000, wholeTenant: true, detail: '429' });
    it.results.set('c', { kind: 'unknown', detail: 'ECONNRESET' });
    await assert.rejects(it.run(), TryAgainLater);
    assert.deepEqual(it.greened.toSorted(), ['a', 'd']);
    assert.deepEqual(it.pauses, [7_000]);
    it.results.clear();
    await it.run();
    assert.deepEqual(it.greened.toSorted(), ['a', 'b', 'c', 'd']);
  });
});
