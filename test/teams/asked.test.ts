import assert from 'node:assert/strict';
import { type InboundActivity, parseActivity } from '../../src/teams/activity.ts';
import { kindOf, readAsked, readerOf, rosterOf } from '../../src/teams/asked.ts';
import { APP_ID, teamsMessage } from '../support/channel.ts';

function activity(different: Record<string, unknown> = {}): InboundActivity {
  const parsed = parseActivity(teamsMessage(different));
  assert.ok(parsed.ok);
  return parsed.activity;
}

const bot = { type: 'mention', text: '<at>Muster</at>', mentioned: { id: `28:${APP_ID}`, name: 'Muster' } };
const mention = (name: string, text = `<at>${name}</at>`) => ({
  type: 'mention',
  text,
  mentioned: { id: '29:1ben', name },
});

describe('the kind of a conversation', () => {
  const kinds: readonly [string, object, 'personal' | 'group' | 'channel'][] = [
    ['personal, as Teams says it', { conversationType: 'personal' }, 'personal'],
    ['personal in another letter case', { conversationType: 'Personal' }, 'personal'],
    ['personal and said to be no group', { conversationType: 'personal', isGroup: false }, 'personal'],
    ['personal and a group at once', { conversationType: 'personal', isGroup: true }, 'group'],
    ['a group chat', { conversationType: 'groupChat', isGroup: true }, 'group'],
    ['a group chat in another letter case', { conversationType: 'groupchat' }, 'group'],
    ['a channel', { conversationType: 'channel', isGroup: true }, 'channel'],
    ['a channel without the sign of a group', { conversationType: 'channel' }, 'channel'],
    ['nothing but a group', { isGroup: true }, 'group'],
    ['nothing but no group', { isGroup: false }, 'group'],
    ['nothing at all', {}, 'group'],
  ];
  for (const [title, conversation, kind] of kinds) {
    it(`is ${kind} where Teams says: ${title}`, () => {
      assert.equal(kindOf(activity({ conversation: { id: 'a:1', ...conversation } })), kind);
    });
  }
});

describe('the roster of a conversation', () => {
  const thread = { id: '19:it@thread.tacv2;messageid=1732100000000', conversationType: 'channel' };
  const team = { id: '19:team@thread.tacv2', name: 'IT' };
  const rosters: readonly [string, Record<string, unknown>, string | null][] = [
    [
      'a chat’s own',
      { conversation: { id: '19:lunch@thread.v2', conversationType: 'groupChat' } },
      '19:lunch@thread.v2',
    ],
    [
      'the channel’s, where a thread stands for it',
      { conversation: thread, channelData: {} },
      '19:it@thread.tacv2',
    ],
    ['the team’s, where Teams names it', { conversation: thread, channelData: { team } }, team.id],
    [
      'the team’s in a private channel, which holds more people',
      { conversation: thread, channelData: { team, channel: { id: '19:it', type: 'private' } } },
      team.id,
    ],
    [
      'nobody’s in a shared channel, where people of other teams read',
      { conversation: thread, channelData: { team, channel: { id: '19:it', type: 'Shared' } } },
      null,
    ],
  ];
  for (const [title, different, roster] of rosters) {
    it(`is ${title}`, () => {
      assert.equal(rosterOf(activity(different)), roster);
    });
  }
});

describe('what was asked', () => {
  const texts: readonly [string, Record<string, unknown>, string][] = [
    ['plain words', { text: ' status ' }, 'status'],
    ['the bot’s own mention', { text: '<at>Muster</at> status', entities: [bot] }, 'status'],
    ['the bot’s own mention that no entity explains', { text: '<at>Muster</at>&nbsp;status' }, 'status'],
    ['spaces that do not break', { text: 'status\u00a0Alice&nbsp; Young' }, 'status Alice Young'],
    [
      'signs that Teams escapes',
      { text: 'status A &amp; B &lt;c&gt; O&#39;Hara &quot;D&quot;' },
      `status A & B <c> O'Hara "D"`,
    ],
    ['an escaped escape, decoded once', { text: 'status &amp;lt;' }, 'status &lt;'],
    ['somebody mentioned', { text: 'status <at id="0">Ben</at>', entities: [mention('Ben')] }, 'status Ben'],
    ['an image alone', { text: '&nbsp;\n' }, ''],
    ['no text', { text: undefined }, ''],
  ];
  for (const [title, different, text] of texts) {
    it(`is “${text}” for ${title}`, () => {
      assert.equal(readAsked(activity(different)).text, text);
    });
  }

  it('names the first person mentioned besides the bot, by their Teams id', () => {
    const asked = readAsked(
      activity({ text: '<at>Muster</at> status <at>Ben</at>', entities: [bot, mention('Ben')] }),
    );
    assert.deepEqual(asked, { text: 'status Ben', mentioned: { teamsId: '29:1ben', name: 'Ben' } });
  });

  it('mentions nobody where only the bot is mentioned', () => {
    assert.equal(readAsked(activity({ text: '<at>Muster</at> status', entities: [bot] })).mentioned, null);
  });

  for (const name of ['Alice & Co', 'Alice &amp; Co', undefined]) {
    it(`finds somebody named with an ampersand in the text, mentioned as ${name ?? 'nothing else'}`, () => {
      const entity = mention('', '<at>Alice &amp; Co</at>');
      const { text, mentioned } = readAsked(
        activity({
          text: 'status <at>Alice &amp; Co</at>',
          entities: [{ ...entity, mentioned: { id: '29:1ben', name } }],
        }),
      );
      assert.equal(text, 'status Alice & Co');
      assert.equal(mentioned?.name, 'Alice & Co');
    });
  }
});

describe('the reader', () => {
  const client = { type: 'clientInfo', locale: 'fr-FR', timezone: 'America/New_York' };
  const readers: readonly [string, Record<string, unknown>, ReturnType<typeof readerOf>][] = [
    [
      'the client',
      { locale: undefined, entities: [client] },
      { language: 'fr-FR', timeZone: 'America/New_York' },
    ],
    [
      'the activity’s language first',
      { locale: 'de-DE', entities: [client] },
      { language: 'de-DE', timeZone: 'America/New_York' },
    ],
    [
      'the activity’s time zone where the client has none',
      { entities: [], localTimezone: 'Asia/Tokyo' },
      { language: 'en-GB', timeZone: 'Asia/Tokyo' },
    ],
    ['nothing', { locale: undefined, entities: undefined }, { language: null, timeZone: null }],
  ];
  for (const [title, different, reader] of readers) {
    it(`is known by ${title}`, () => {
      assert.deepEqual(readerOf(activity(different)), reader);
    });
  }
});
