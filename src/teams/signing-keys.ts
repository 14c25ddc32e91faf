import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { Unavailable } from '../errors.ts';

export interface SigningKey {
  readonly key: KeyObject;
  /** The channels that this key may speak for. */
  readonly endorsements: readonly string[];
}

export interface SigningKeys {
  /** Undefined: the Bot Framework publishes no such key. */
  find(keyId: string): Promise<SigningKey | undefined>;
}

const HOUR_MS = 3_600_000;
/** Microsoft asks for a fresh look at least once a day. */
const FRESH_MS = 24 * HOUR_MS;
/** An unknown key may be a new one; but anybody can name unknown keys, so they do not send us out each time. */
const UNKNOWN_MS = HOUR_MS;
/** After a failure nobody sends us out again for so long. */
const FAILED_MS = 10_000;
const ANSWER_MS = 5_000;

const metadata = z.object({ jwks_uri: z.url({ protocol: /^https?$/ }) });
const keySet = z.object({ keys: z.array(z.unknown()) });
const rsaKey = z.object({
  kid: z.string(),
  kty: z.literal('RSA'),
  n: z.string().min(1),
  e: z.string().min(1),
  endorsements: z.array(z.string()).catch([]),
});

/** The public keys of the Bot Framework, fetched once for everybody who asks at the same time. */
export function createSigningKeys(metadataUrl: string, clock: Clock): SigningKeys {
  let keys: ReadonlyMap<string, SigningKey> = new Map();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let failedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;

  const refresh = async () => {
    const now = clock.now().getTime();
    if (now - failedAt < FAILED_MS) throw unreachable();
    try {
      keys = await fetchKeys(metadataUrl);
      fetchedAt = now;
    } catch (error) {
      failedAt = now;
      throw unreachable({ cause: error });
    }
  };
  const refreshOnce = () => {
    running ??= refresh().finally(() => {
      running = undefined;
    });
    return running;
  };

  return {
    async find(keyId) {
      const age = clock.now().getTime() - fetchedAt;
      if (age > (keys.has(keyId) ? FRESH_MS : UNKNOWN_MS)) await refreshOnce();
      return keys.get(keyId);
    },
  };
}

async function fetchKeys(metadataUrl: string): Promise<ReadonlyMap<string, SigningKey>> {
  const { jwks_uri } = metadata.parse(await fetchJson(metadataUrl));
  const { keys } = keySet.parse(await fetchJson(jwks_uri));
  // A key of a kind that is new to us is no reason to refuse the others.
  const usable = keys.flatMap((key) => rsaKey.safeParse(key).data ?? []);
  return new Map(
    usable.map(({ kid, kty, n, e, endorsements }) => [
      kid,
      { key: createPublicKey({ key: { kty, n, e }, format: 'jwk' }), endorsements },
    ]),
  );
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
  if (!response.ok) throw new Error(`${new URL(url).host} answers ${response.status}`);
  return response.json();
}

function unreachable(options?: ErrorOptions): Unavailable {
  return new Unavailable(
    'The keys that the Bot Framework signs with cannot be fetched.',
    'Let this machine reach login.botframework.com; until then no message can be trusted.',
    options,
  );
}
