import { verify } from 'node:crypto';
import { StatusCodes } from 'botbuilder';
import { AuthenticationError } from 'botframework-connector';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { SigningKeys } from './signing-keys.ts';

export interface ChannelTokenCheck {
  /** Returns the claims of a token that Teams may speak with; throws an AuthenticationError otherwise. */
  check(authorization: string): Promise<ChannelClaims>;
}

const BEARER = /^Bearer ([\w-]{1,2000})\.([\w-]{1,8000})\.([\w-]{1,2000})$/;
const CHANNEL = 'msteams';
const TOLERANCE_SECONDS = 5 * 60;

const header = z.object({ alg: z.literal('RS256'), kid: z.string().min(1), crit: z.never().optional() });
const claims = z.object({
  iss: z.string(),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number().optional(),
  serviceurl: z.string(),
});
export type ChannelClaims = z.infer<typeof claims>;

/**
 * Stands in front of botbuilder's own check and only ever refuses more. That check (4.23.3) believes parts of a
 * token before it has looked at the signature: each unknown `tid` becomes a trusted issuer and stays in memory for
 * good; emulator and skill tokens are taken; a token without `exp` never ends; a key without endorsements speaks for
 * every channel; and each forged token is printed on the console.
 */
export function createChannelTokenCheck(options: {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: SigningKeys;
  readonly clock: Clock;
}): ChannelTokenCheck {
  const { issuer, audience, keys, clock } = options;
  return {
    async check(authorization) {
      const [, head = '', body = '', signature = ''] =
        BEARER.exec(authorization) ?? refuse('no bearer token');
      const { kid } = header.safeParse(decode(head)).data ?? refuse('not a header of RS256');
      const token = claims.safeParse(decode(body)).data ?? refuse('claims are missing');
      const now = clock.now().getTime() / 1000;
      if (token.iss !== issuer) refuse('another issuer');
      if (token.aud !== audience) refuse('another audience');
      if (token.exp < now - TOLERANCE_SECONDS) refuse('expired');
      if (token.nbf !== undefined && token.nbf > now + TOLERANCE_SECONDS) refuse('not valid yet');
      const found = (await keys.find(kid)) ?? refuse('unknown key');
      const signed = Buffer.from(`${head}.${body}`);
      if (!verify('RSA-SHA256', signed, found.key, Buffer.from(signature, 'base64url')))
        refuse('wrong signature');
      if (!found.endorsements.includes(CHANNEL)) refuse('key is not endorsed for Teams');
      return token;
    },
  };
}

export function refuse(reason: string): never {
  throw new AuthenticationError(`Unauthorized: ${reason}.`, StatusCodes.UNAUTHORIZED);
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    // No JSON is as good as no claims: the schema refuses it.
    return undefined;
  }
}
