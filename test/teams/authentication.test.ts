import assert from 'node:assert/strict';
import { AuthenticationError } from 'botframework-connector';
import { SignJWT } from 'jose';
import type { InboundActivity } from '../../src/teams/activity.ts';
import { Adapter, type TurnOutcome } from '../../src/teams/adapter.ts';
import { type Authentication, createAuthentication } from '../../src/teams/authentication.ts';
import {
  APP_ID,
  type Channel,
  ISSUER,
  SERVICE_URL,
  startChannel,
  TENANT_ID,
  teamsMessage,
} from '../support/channel.ts';
import { captureLog } from '../support/log.ts';

const BOT = { appId: APP_ID, type: 'SingleTenant', tenantId: TENANT_ID } as const;
const OTHER = '0a1b2c3d-0000-4000-8000-00000000ffff';
const now = () => Math.floor(Date.now() / 1000);

describe('authentication', () => {
  let channel: Channel;
  let authentication: Authentication;
  const lines = captureLog('warn');
  const ran: InboundActivity[] = [];
  const outcomes: TurnOutcome[] = [];

  before(async () => {
    channel = await startChannel();
    authentication = createAuthentication({
      bot: BOT,
      password: 'p',
      localOnly: false,
      metadataUrl: channel.metadataUrl,
    });
  });
  after(() => channel.close());
  beforeEach(() => {
    ran.length = 0;
    outcomes.length = 0;
    lines.clear();
  });

  const receive = (authorization: string, body: unknown = teamsMessage()) => {
    const adapter = new Adapter({
      authentication,
      origin: { tenantId: TENANT_ID, localOnly: false },
      log: lines.log,
      onTurnError: async () => {},
      onOutcome: (outcome) => outcomes.push(outcome),
    });
    return adapter.receive(authorization, body, async (_context, activity) => void ran.push(activity));
  };

  it('lets an activity with a valid token run its turn', async () => {
    assert.deepEqual(await receive(`Bearer ${await channel.token()}`), { status: 200 });
    assert.equal(ran.length, 1);
    assert.deepEqual(outcomes, ['done']);
  });

  const refused: [title: string, reason: RegExp, authorization: () => Promise<string> | string][] = [
    ['no header', /no bearer/, () => ''],
    ['a header that is no token', /no bearer/, () => 'garbage'],
    ['a scheme without a token', /no bearer/, () => 'Bearer '],
    ['another scheme', /no bearer/, async () => `Basic ${await channel.token()}`],
    ['the scheme in small letters', /no bearer/, async () => `bearer ${await channel.token()}`],
    ['two tokens', /no bearer/, async () => `Bearer ${await channel.token()} ${await channel.token()}`],
    [
      'a token of two parts',
      /no bearer/,
      async () => `Bearer ${(await channel.token()).replace(/\.[^.]*$/, '')}`,
    ],
    ['a token of a megabyte', /no bearer/, () => bearer({ claims: { pad: 'x'.repeat(1_000_000) } })],
    [
      'an empty signature',
      /no bearer/,
      async () => `Bearer ${(await channel.token()).replace(/[^.]+$/, '')}`,
    ],
    [
      'a header that is no JSON',
      /header/,
      async () => `Bearer ${withHeader(await channel.token(), 'bm90IGpzb24')}`,
    ],
    [
      'alg none',
      /header/,
      async () => `Bearer ${withHeader(await channel.token(), encoded({ alg: 'none', kid: 'msteams' }))}`,
    ],
    [
      'alg none without a signature',
      /no bearer/,
      async () => `Bearer ${withHeader(await channel.token(), encoded({ alg: 'none' }), '')}`,
    ],
    [
      'HS256 with the public key as its secret',
      /header/,
      async () => `Bearer ${await confused(await channel.publicKey())}`,
    ],
    [
      'a critical header extension',
      /header/,
      async () =>
        `Bearer ${withHeader(await channel.token(), encoded({ alg: 'RS256', kid: 'msteams', crit: ['x'] }))}`,
    ],
    [
      'claims that are no object',
      /claims/,
      () => `Bearer ${encoded({ alg: 'RS256', kid: 'msteams' })}.${encoded([1])}.c2ln`,
    ],
    ['an expired token', /expired/, () => bearer({ claims: { exp: now() - 600 } })],
    ['a token that never expires', /claims/, () => bearer({ leaveOut: ['exp'] })],
    ['a token that is not valid yet', /not valid yet/, () => bearer({ claims: { nbf: now() + 600 } })],
    ['another audience', /another audience/, () => bearer({ claims: { aud: OTHER } })],
    ['a list of audiences', /claims/, () => bearer({ claims: { aud: [APP_ID, OTHER] } })],
    ['no audience', /claims/, () => bearer({ leaveOut: ['aud'] })],
    ['another issuer', /another issuer/, () => bearer({ claims: { iss: 'https://login.example' } })],
    ['no issuer', /claims/, () => bearer({ leaveOut: ['iss'] })],
    [
      'another service address',
      /another service/,
      () => bearer({ claims: { serviceurl: 'https://evil.example/' } }),
    ],
    ['no service address', /claims/, () => bearer({ leaveOut: ['serviceurl'] })],
    ['a key endorsed for another channel', /not endorsed/, () => bearer({ key: 'webchat' })],
    ['a key endorsed for no channel', /not endorsed/, () => bearer({ key: 'unendorsed' })],
    ['an unknown key', /unknown key/, () => bearer({ kid: 'unheard-of' })],
    ['a key id of the prototype', /unknown key/, () => bearer({ kid: '__proto__' })],
    ['a signature by a stranger', /signature/, () => bearer({ key: 'stranger' })],
    ['a tampered payload', /signature/, async () => `Bearer ${tampered(await channel.token())}`],
    [
      'an emulator token of some tenant',
      /another issuer/,
      () =>
        bearer({
          claims: { iss: `https://sts.windows.net/${OTHER}/`, tid: OTHER, ver: '1.0', appid: APP_ID },
        }),
    ],
    [
      'a skill token',
      /another issuer/,
      () => bearer({ claims: { iss: `https://sts.windows.net/${TENANT_ID}/`, ver: '1.0', appid: OTHER } }),
    ],
    ['an anonymous skill token', /Skill|identity/, () => bearer({ claims: { appid: 'AnonymousSkill' } })],
  ];
  const bearer = async (different: Parameters<Channel['token']>[0]) =>
    `Bearer ${await channel.token(different)}`;

  for (const [title, reason, authorization] of refused) {
    it(`refuses ${title} with 401, runs nothing and prints nothing`, async () => {
      const printed: unknown[] = [];
      const { error } = console;
      console.error = (...inputs: unknown[]) => void printed.push(inputs);
      try {
        const { status, body } = await receive(await authorization());
        assert.ok(status === 401 || status === 403, String(status));
        assert.equal(body, undefined);
      } finally {
        console.error = error;
      }
      assert.equal(ran.length, 0);
      assert.deepEqual(outcomes, ['unauthenticated']);
      assert.deepEqual(printed, []);
      assert.match((JSON.parse(lines.text()) as { err: { message: string } }).err.message, reason);
    });
  }

  it('logs at warn why it refused, without the token', async () => {
    const token = await channel.token({ claims: { aud: OTHER } });
    await receive(`Bearer ${token}`);
    assert.match(lines.text(), /"level":"warn".*another audience/);
    assert.ok(!lines.text().includes(token));
  });

  it('does not remember issuers that unsigned tokens name', async () => {
    const { ToBotFromBotOrEmulatorTokenValidationParameters: parameters } = await import(
      'botframework-connector'
    );
    const issuers = () => (parameters.issuer as string[]).length;
    const earlier = issuers();
    for (let tenant = 0; tenant < 20; tenant += 1) {
      await receive(
        `Bearer ${await channel.token({ key: 'stranger', claims: { tid: `tenant-${tenant}` } })}`,
      );
    }
    assert.equal(issuers(), earlier);
  });

  it('refuses with 403 a valid token for an activity of another tenant', async () => {
    const token = `Bearer ${await channel.token()}`;
    const strange = [
      teamsMessage({ channelData: { tenant: { id: OTHER } } }),
      teamsMessage({ conversation: { id: 'a:1', conversationType: 'personal', tenantId: OTHER } }),
      teamsMessage({
        channelData: { tenant: { id: OTHER } },
        conversation: { id: 'a:1', conversationType: 'personal', tenantId: OTHER },
      }),
      teamsMessage({ channelData: {}, conversation: { id: 'a:1', conversationType: 'personal' } }),
    ];
    for (const body of strange) assert.equal((await receive(token, body)).status, 403);
    assert.equal(ran.length, 0);
    assert.deepEqual(outcomes, Array(4).fill('other-origin'));
  });

  it('answers an activity that it cannot read with 401 while nobody has proved who sends it', async () => {
    assert.equal((await receive('', { type: 'message' })).status, 401);
    assert.equal((await receive(`Bearer ${await channel.token()}`, { type: 'message' })).status, 400);
    assert.equal(ran.length, 0);
  });

  it('takes neither streams nor skills', async () => {
    await assert.rejects(authentication.authenticateStreamingRequest(), AuthenticationError);
    await assert.rejects(authentication.authenticateChannelRequest(), AuthenticationError);
  });

  it('refuses, without a turn, while the keys cannot be fetched, and fetches them once for a crowd', async () => {
    const dark = await startChannel();
    dark.down = true;
    try {
      const blind = createAuthentication({
        bot: BOT,
        password: 'p',
        localOnly: false,
        metadataUrl: dark.metadataUrl,
      });
      const token = `Bearer ${await dark.token()}`;
      const crowd = await Promise.allSettled(Array.from({ length: 20 }, () => blind.checkToken(token)));
      assert.ok(crowd.every((one) => one.status === 'rejected' && one.reason instanceof AuthenticationError));
      assert.equal(dark.fetched(), 1);
    } finally {
      await dark.close();
    }
  });

  it('needs no password where the bot is a managed identity', async () => {
    const bot = { ...BOT, type: 'UserAssignedMSI' } as const;
    const { metadataUrl } = channel;
    const managed = createAuthentication({ bot, password: null, localOnly: false, metadataUrl });
    await managed.checkToken(`Bearer ${await channel.token()}`);
    await assert.rejects(managed.checkToken(''), AuthenticationError);
  });

  it('refuses to be built without an app id, unless everything stays on this machine', () => {
    assert.throws(() => createAuthentication({ bot: null, password: null, localOnly: false }), /app id/);
    assert.ok(createAuthentication({ bot: null, password: null, localOnly: true }));
  });
});

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function withHeader(token: string, header: string, signature = token.split('.')[2]): string {
  return `${header}.${token.split('.')[1]}.${signature}`;
}

function tampered(token: string): string {
  const [head, body = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  return `${head}.${encoded({ ...claims, sub: 'somebody else' })}.${signature}`;
}

function confused(publicKey: string): Promise<string> {
  return new SignJWT({ iss: ISSUER, aud: APP_ID, exp: now() + 600, serviceurl: SERVICE_URL })
    .setProtectedHeader({ alg: 'HS256', kid: 'msteams' })
    .sign(new TextEncoder().encode(publicKey));
}
