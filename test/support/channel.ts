import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export const APP_ID = '0a1b2c3d-0000-4000-8000-00000000b07a';
export const TENANT_ID = '0a1b2c3d-0000-4000-8000-0000000007e4';
export const ISSUER = 'https://api.botframework.com';
export const SERVICE_URL = 'https://smba.trafficmanager.net/emea/';

export interface Channel {
  readonly metadataUrl: string;
  /** How often the keys were asked for. */
  readonly fetched: () => number;
  /** While true, the key server answers 503. */
  down: boolean;
  /** A token as Teams would send it, with what is to be different. */
  token(different?: TokenDifference): Promise<string>;
  /** The public half of the key that is endorsed for Teams, as PEM. */
  publicKey(): Promise<string>;
  close(): Promise<void>;
}

export interface TokenDifference {
  readonly claims?: JWTPayload;
  readonly leaveOut?: readonly string[];
  readonly kid?: string;
  /** Signs with another of the channel's keys, or with one that nobody knows. */
  readonly key?: 'msteams' | 'webchat' | 'unendorsed' | 'stranger';
}

/** The Bot Framework's side: its OpenID metadata on loopback, and tokens signed with its keys. */
export async function startChannel(): Promise<Channel> {
  const keys = {
    msteams: await generateKeyPair('RS256', { extractable: true }),
    webchat: await generateKeyPair('RS256', { extractable: true }),
    unendorsed: await generateKeyPair('RS256', { extractable: true }),
    stranger: await generateKeyPair('RS256', { extractable: true }),
  };
  const published = await Promise.all([
    jwk(keys.msteams.publicKey, 'msteams', ['msteams', 'skype']),
    jwk(keys.webchat.publicKey, 'webchat', ['webchat']),
    jwk(keys.unendorsed.publicKey, 'unendorsed'),
    // Kinds of keys that the bot knows nothing of.
    { kid: 'curve', kty: 'EC', crv: 'P-256', x: 'x', y: 'y', endorsements: ['msteams'] },
    { use: 'enc' },
  ]);
  let fetched = 0;
  const server = createServer((req, res) => {
    fetched += 1;
    res.statusCode = channel.down ? 503 : 200;
    res.setHeader('content-type', 'application/json');
    const { port } = server.address() as AddressInfo;
    const metadata = { issuer: ISSUER, jwks_uri: `http://127.0.0.1:${port}/keys` };
    res.end(JSON.stringify(req.url === '/keys' ? { keys: published } : metadata));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const channel: Channel = {
    metadataUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/openid`,
    fetched: () => fetched,
    down: false,
    token(different = {}) {
      const seconds = Math.floor(Date.now() / 1000);
      const payload: JWTPayload = {
        iss: ISSUER,
        aud: APP_ID,
        nbf: seconds - 60,
        exp: seconds + 3600,
        serviceurl: SERVICE_URL,
        ...different.claims,
      };
      for (const claim of different.leaveOut ?? []) delete payload[claim];
      const key = different.key ?? 'msteams';
      const kid = different.kid ?? (key === 'stranger' ? 'msteams' : key);
      return new SignJWT(payload)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
        .sign(keys[key].privateKey);
    },
    publicKey: () => exportSPKI(keys.msteams.publicKey),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return channel;
}

async function jwk(key: CryptoKey, kid: string, endorsements?: string[]) {
  return { ...(await exportJWK(key)), kid, use: 'sig', ...(endorsements ? { endorsements } : {}) };
}

/** A message as Teams sends it, with what is to be different. */
export function teamsMessage(different: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: 'message',
    id: '1732100000000',
    channelId: 'msteams',
    serviceUrl: SERVICE_URL,
    timestamp: '2026-11-20T09:12:04.1234567Z',
    locale: 'en-GB',
    text: 'status',
    textFormat: 'plain',
    from: {
      id: '29:1alice',
      name: 'Alice Young',
      aadObjectId: 'A11CE000-0000-4000-8000-000000000001',
    },
    recipient: { id: `28:${APP_ID}`, name: 'Muster' },
    conversation: { id: 'a:1alice', conversationType: 'personal', tenantId: TENANT_ID },
    channelData: { tenant: { id: TENANT_ID } },
    entities: [{ type: 'clientInfo', locale: 'en-GB', country: 'GB', timezone: 'Europe/London' }],
    ...different,
  };
}
