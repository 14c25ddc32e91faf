import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  checkOrigin,
  type InboundActivity,
  type OriginJudgement,
  parseActivity,
} from '../../src/teams/activity.ts';
import { TENANT_ID, teamsMessage } from '../support/channel.ts';

const OTHER = '0a1b2c3d-0000-4000-8000-00000000ffff';

function parsed(different: Record<string, unknown> = {}): InboundActivity {
  const result = parseActivity(teamsMessage(different));
  assert.ok(result.ok, JSON.stringify(result));
  return result.activity;
}

describe('activity', () => {
  it('reads what Muster uses and leaves the rest behind', () => {
    const activity = parsed({
      deliveryMode: 'expectReplies',
      callerId: 'urn:botframework:azure',
      somethingNew: { of: 'tomorrow' },
      value: { verb: 'campaign.pause', id: '7' },
    });
    assert.equal(activity.text, 'status');
    assert.equal(activity.from.aadObjectId, 'a11ce000-0000-4000-8000-000000000001');
    assert.deepEqual(activity.value, { verb: 'campaign.pause', id: '7' });
    assert.equal(activity.timestamp?.toISOString(), '2026-11-20T09:12:04.123Z');
    for (const key of ['deliveryMode', 'callerId', 'somethingNew', 'textFormat'])
      assert.ok(!(key in activity), key);
  });

  it('keeps the mentions and the client’s language, and drops entities it does not know', () => {
    const { entities } = parsed({
      entities: [
        { type: 'mention', text: '<at>Muster</at>', mentioned: { id: '28:bot', name: 'Muster' } },
        { type: 'clientInfo', locale: 'de-DE', country: 'DE', timezone: 'Europe/Berlin' },
        { type: 'https://schema.org/Message', '@id': '' },
        'nonsense',
        null,
      ],
    });
    assert.deepEqual(entities, [
      { type: 'mention', text: '<at>Muster</at>', mentioned: { id: '28:bot', name: 'Muster' } },
      { type: 'clientInfo', locale: 'de-DE', country: 'DE', timezone: 'Europe/Berlin' },
    ]);
  });

  it('cuts an endless text and mends half characters rather than refuse the message', () => {
    const { text, from } = parsed({
      text: `${'a'.repeat(3_999)}😀${'b'.repeat(50_000)}`,
      from: { id: '29:1', name: '\ud83d broken' },
    });
    assert.equal(text?.length, 4_000);
    assert.ok(text?.isWellFormed() && from.name?.isWellFormed());
  });

  it('lets details that are only good to have be wrong', () => {
    const activity = parsed({
      locale: 7,
      timestamp: 'yesterday',
      localTimezone: null,
      from: { id: '29:1', name: {}, aadObjectId: 'not an id' },
    });
    assert.equal(activity.locale, undefined);
    assert.equal(activity.timestamp, undefined);
    assert.equal(activity.from.aadObjectId, undefined);
  });

  const unreadable: [string, Record<string, unknown>][] = [
    ['no type', { type: undefined }],
    ['a type that is no text', { type: 7 }],
    ['another channel', { channelId: 'emulator' }],
    ['the channel whose tokens botbuilder checks otherwise', { channelId: 'AseChannel' }],
    ['no service address', { serviceUrl: undefined }],
    ['an empty service address', { serviceUrl: '' }],
    ['a service address of another protocol', { serviceUrl: 'file:///etc/passwd' }],
    ['a service address with a password', { serviceUrl: 'https://smba@evil.example/' }],
    ['nobody who sends', { from: undefined }],
    ['a sender without an id', { from: { name: 'Alice' } }],
    ['an id with a NUL', { conversation: { id: 'a:1\0' } }],
    ['an id with half a character', { conversation: { id: 'a:\ud800' } }],
    ['an endless id', { conversation: { id: 'a'.repeat(2_000) } }],
    ['no conversation', { conversation: null }],
    [
      'a kind of conversation that does not exist',
      { conversation: { id: 'a:1', conversationType: 'broadcast' } },
    ],
    ['a tenant that is no text', { channelData: { tenant: { id: { $ne: '' } } } }],
    ['a text that is a list', { text: ['status'] }],
    ['a thousand and one new members', { membersAdded: Array(1_001).fill({ id: '29:1' }) }],
  ];
  for (const [title, different] of unreadable) {
    it(`does not read an activity with ${title}`, () => {
      assert.equal(parseActivity(teamsMessage(different)).ok, false);
    });
  }

  it('names the fields that are wrong, never what they hold', () => {
    const result = parseActivity(
      teamsMessage({ from: { id: 7, name: 'Nestor' }, channelId: 'secret-channel' }),
    );
    assert.ok(!result.ok);
    assert.deepEqual([...result.problems].sort(), ['channelId: invalid_value', 'from.id: invalid_type']);
  });

  it('never throws, whatever arrives in whichever field', () => {
    const field = fc.constantFrom(
      ...Object.keys(teamsMessage()),
      'value',
      'membersAdded',
      'action',
      '__proto__',
    );
    fc.assert(
      fc.property(field, fc.anything({ maxDepth: 4 }), (name, value) => {
        parseActivity({ ...teamsMessage(), [name]: value });
        parseActivity(value);
      }),
      { numRuns: 2_000 },
    );
  });

  const tenant = (id: string | undefined) => ({ channelData: id ? { tenant: { id } } : {} });
  const chat = (tenantId: string | undefined) => ({
    conversation: { id: 'a:1', ...(tenantId ? { tenantId } : {}) },
  });
  const world = { tenantId: TENANT_ID, localOnly: false };
  const local = { tenantId: null, localOnly: true };
  const nearby = { serviceUrl: 'http://localhost:56150/_connector' };
  type Reason = Extract<OriginJudgement, { ok: false }>['reason'];
  const origins: [string, Record<string, unknown>, Parameters<typeof checkOrigin>[1], Reason | 'ok'][] = [
    ['both tenants are ours', {}, world, 'ok'],
    ['ours is written in capitals', tenant(TENANT_ID.toUpperCase()), world, 'ok'],
    ['only the channel names ours', chat(undefined), world, 'ok'],
    ['only the conversation names ours', tenant(undefined), world, 'ok'],
    ['the channel names another', tenant(OTHER), world, 'tenants-differ'],
    ['the conversation names another', chat(OTHER), world, 'tenants-differ'],
    ['both name another', { ...tenant(OTHER), ...chat(OTHER) }, world, 'other-tenant'],
    ['only one is named, another', { ...tenant(OTHER), ...chat(undefined) }, world, 'other-tenant'],
    ['none is named', { ...tenant(undefined), ...chat(undefined) }, world, 'tenant-missing'],
    ['no tenant is configured', {}, { tenantId: null, localOnly: false }, 'other-tenant'],
    ['the service speaks plain http', nearby, world, 'service-not-https'],
    ['the service is on this machine, as wanted', nearby, local, 'ok'],
    ['the service is not on this machine', {}, local, 'service-not-local'],
    [
      'the service only looks local',
      { serviceUrl: 'http://127.0.0.1.evil.example/' },
      local,
      'service-not-local',
    ],
    ['none is named on this machine', { ...nearby, ...tenant(undefined), ...chat(undefined) }, local, 'ok'],
    ['tenants differ on this machine', { ...nearby, ...tenant(OTHER) }, local, 'tenants-differ'],
    [
      'another than the configured on this machine',
      { ...nearby, ...tenant(OTHER), ...chat(OTHER) },
      { ...local, tenantId: TENANT_ID },
      'other-tenant',
    ],
  ];
  for (const [title, different, origin, expected] of origins) {
    it(`judges the origin ${expected} when ${title}`, () => {
      const judged = checkOrigin(parsed(different), origin);
      assert.equal(judged.ok ? 'ok' : judged.reason, expected);
    });
  }
});
