import assert from 'node:assert/strict';
import { type InboundActivity, parseActivity } from '../../src/teams/activity.ts';
import { bringsBotIn, seenIn } from '../../src/teams/seen.ts';
import { APP_ID, SERVICE_URL, TENANT_ID, teamsMessage } from '../support/channel.ts';
import { ASKER } from '../support/turn.ts';

const NOW = new Date('2026-11-20T09:30:00Z');
const BOT = { id: `28:${APP_ID}` };
const SOMEBODY = { id: '29:1ben' };
const channel = { id: '19:it@thread.tacv2;messageid=1732100000000', conversationType: 'channel' };

function activity(different: Record<string, unknown> = {}): InboundActivity {
  const parsed = parseActivity(teamsMessage(different));
  assert.ok(parsed.ok);
  return parsed.activity;
}

describe('what an activity tells about its conversation', () => {
  it('is everything that is needed to write there later', () => {
    assert.deepEqual(seenIn(activity(), NOW), {
      conversationId: 'a:1alice',
      kind: 'personal',
      personId: ASKER,
      tenantId: TENANT_ID,
      serviceUrl: SERVICE_URL,
      botId: BOT.id,
      teamId: null,
      locale: 'en-GB',
      timeZone: 'Europe/London',
      name: null,
      installed: true,
      at: new Date('2026-11-20T09:12:04.123Z'),
    });
  });

  it('is about the channel, not about one of its threads', () => {
    const team = { id: '19:team@thread.tacv2' };
    const seen = seenIn(
      activity({
        conversation: channel,
        channelData: { team, channel: { id: '19:it@thread.tacv2', name: 'IT' }, tenant: { id: TENANT_ID } },
      }),
      NOW,
    );
    const { conversationId, kind, teamId, name } = seen;
    assert.deepEqual(
      { conversationId, kind, teamId, name },
      { conversationId: '19:it@thread.tacv2', kind: 'channel', teamId: team.id, name: 'IT' },
    );
  });

  for (const conversation of [channel, { id: '19:lunch', conversationType: 'groupChat' }, { id: 'a:1' }]) {
    it(`makes nobody the owner of ${conversation.id}`, () => {
      assert.equal(seenIn(activity({ conversation }), NOW).personId, null);
    });
  }

  it('is of now where Teams does not say when', () => {
    assert.deepEqual(seenIn(activity({ timestamp: undefined }), NOW).at, NOW);
  });

  const comings: readonly [string, Record<string, unknown>, { in: boolean; installed: boolean }][] = [
    ['a message', {}, { in: false, installed: true }],
    ['an install', { type: 'installationUpdate', action: 'add' }, { in: true, installed: true }],
    [
      'an install with an upgrade',
      { type: 'installationUpdate', action: 'add-upgrade' },
      { in: true, installed: true },
    ],
    ['a removal', { type: 'installationUpdate', action: 'remove' }, { in: false, installed: false }],
    [
      'a removal with an upgrade',
      { type: 'installationUpdate', action: 'remove-upgrade' },
      { in: false, installed: false },
    ],
    ['an update that says nothing', { type: 'installationUpdate' }, { in: false, installed: true }],
    [
      'the bot among new members',
      { type: 'conversationUpdate', membersAdded: [SOMEBODY, BOT] },
      { in: true, installed: true },
    ],
    [
      'only others among new members',
      { type: 'conversationUpdate', membersAdded: [SOMEBODY] },
      { in: false, installed: true },
    ],
    [
      'the bot among those who left',
      { type: 'conversationUpdate', membersRemoved: [BOT] },
      { in: false, installed: false },
    ],
    [
      'only others among those who left',
      { type: 'conversationUpdate', membersRemoved: [SOMEBODY] },
      { in: false, installed: true },
    ],
  ];
  for (const [title, different, expected] of comings) {
    it(`${expected.installed ? 'leaves the bot there' : 'takes the bot out'} and ${expected.in ? 'calls' : 'does not call'} for a hello after ${title}`, () => {
      const said = activity({ ...different, text: undefined });
      assert.deepEqual({ in: bringsBotIn(said), installed: seenIn(said, NOW).installed }, expected);
    });
  }
});
