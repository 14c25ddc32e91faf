import assert from 'node:assert/strict';
import { progressOf } from '../../src/campaign/counted.ts';
import { createPosts, type LiveCard } from '../../src/teams/campaign-posts.ts';
import { CAMPAIGN_ID, MONDAY, sampleCampaign } from '../support/campaigns.ts';
import { captureLog } from '../support/log.ts';

const COUNTED = { states: [], deliveries: [], days: [], departments: [], openCases: 0 };
const failure = (more: object) => Object.assign(new Error('no'), more);

describe('cards that follow a campaign', () => {
  const cards: readonly LiveCard[] = ['one', 'two', 'three'].map((conversationId) => ({
    conversationId,
    serviceUrl: 'https://smba.example/',
    activityId: `card-${conversationId}`,
    locale: 'en',
    timeZone: null,
  }));
  const stage = () => {
    const { log, text } = captureLog('info');
    const it = {
      text,
      failing: new Map<string, Error>(),
      drawn: [] as string[],
      forgotten: [] as string[],
      editLive: () => posts.editLive(CAMPAIGN_ID),
    };
    const posts = createPosts({
      desk: {
        progress: async () => progressOf(sampleCampaign(), COUNTED, MONDAY),
        contactList: async () => ({ people: [], total: 0 }),
      },
      messenger: {
        send: () => Promise.reject(new Error('nothing is sent')),
        async update({ conversationId }) {
          const error = it.failing.get(conversationId);
          if (error) throw error;
          it.drawn.push(conversationId);
        },
      },
      tell: async () => false,
      log,
      adminsChannel: async () => undefined,
      liveCards: {
        of: async () => cards.filter(({ conversationId }) => !it.forgotten.includes(conversationId)),
        forget: async (_, { conversationId }) => void it.forgotten.push(conversationId),
      },
    });
    return it;
  };

  it('are all drawn though one chat gives no answer, which is a warning and no more', async () => {
    const it = stage();
    it.failing.set('one', failure({ name: 'RestError', code: 'ECONNREFUSED' }));
    it.failing.set('two', failure({ statusCode: 403, code: 'ConversationBlockedByUser' }));
    await it.editLive();
    assert.deepEqual([it.drawn, it.forgotten], [['three'], ['two']]);
    assert.match(it.text(), /"level":"warn"/);
    assert.doesNotMatch(it.text(), /"level":"error"/);
    it.failing.clear();
    await it.editLive();
    assert.deepEqual(it.drawn, ['three', 'one', 'three'], 'the one that was missed comes later');
    await it.editLive();
    assert.equal(it.drawn.length, 3, 'and nobody is drawn to say the same');
  });

  it('do not hide a card that Teams cannot read: that is ours to mend', async () => {
    const it = stage();
    it.failing.set('one', failure({ statusCode: 400, code: 'BadSyntax' }));
    await assert.rejects(it.editLive(), { statusCode: 400 });
  });
});
