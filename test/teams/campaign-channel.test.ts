import assert from 'node:assert/strict';
import type { CampaignDesk } from '../../src/campaign/ports.ts';
import { textsFor } from '../../src/cards/texts.ts';
import { casesHere, digestHere } from '../../src/teams/campaign-channel.ts';
import type { Services, Turn } from '../../src/teams/turn.ts';

const turnIn = (conversation: Partial<Turn['conversation']>): Turn => ({
  askerId: 'admin-1',
  roles: new Set(['user', 'admin']),
  conversation: {
    id: '19:helpdesk@thread.tacv2;messageid=17',
    kind: 'channel',
    rosterId: '19:team@thread.tacv2',
    serviceUrl: 'https://smba.example/',
    ...conversation,
  },
  texts: textsFor('en'),
  reference: 'r-1',
});

describe('naming a channel', () => {
  const named: string[] = [];
  const nameChannel: CampaignDesk['nameChannel'] = async (by, purpose, conversationId) => {
    named.push(`${by} ${purpose} ${conversationId}`);
  };
  // These handlers use nothing else.
  const services = { campaigns: { nameChannel } } as unknown as Services;
  beforeEach(() => {
    named.length = 0;
  });

  it('takes the channel, not the thread in which it was said', async () => {
    const cases = await casesHere({}, turnIn({}), services);
    const digest = await digestHere({}, turnIn({ id: '19:chat@thread.v2', kind: 'group' }), services);
    assert.deepEqual(named, [
      'admin-1 helpdesk 19:helpdesk@thread.tacv2',
      'admin-1 admins 19:chat@thread.v2',
    ]);
    assert.match(cases.summary, /helpdesk/);
    assert.match(digest.summary, /digest/);
  });

  it('takes no private chat, and no shared channel, of which nobody knows who reads there', async () => {
    for (const turn of [turnIn({ kind: 'personal' }), turnIn({ rosterId: null })]) {
      assert.match((await casesHere({}, turn, services)).summary, /shared channels/);
    }
    assert.deepEqual(named, []);
  });
});
