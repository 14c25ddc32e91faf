import * as z from 'zod/mini';
import type { Method, MethodKind } from '../people/people.ts';
import { parseAs } from './shape.ts';
import { readTime } from './time.ts';

const KINDS: ReadonlyMap<string, MethodKind> = new Map([
  ['microsoftAuthenticatorAuthenticationMethod', 'authenticator'],
  ['fido2AuthenticationMethod', 'passkey'],
  ['windowsHelloForBusinessAuthenticationMethod', 'windows-hello'],
  ['platformCredentialAuthenticationMethod', 'platform-credential'],
  ['phoneAuthenticationMethod', 'phone'],
  ['softwareOathAuthenticationMethod', 'software-code'],
  ['hardwareOathAuthenticationMethod', 'hardware-code'],
  ['temporaryAccessPassAuthenticationMethod', 'temporary-pass'],
  ['qrCodePinAuthenticationMethod', 'qr-pin'],
  ['externalAuthenticationMethod', 'external'],
  ['emailAuthenticationMethod', 'email'],
  ['passwordAuthenticationMethod', 'password'],
]);

const text = z.nullish(z.string());
const GraphMethod = z.object({
  '@odata.type': text,
  id: z.string(),
  createdDateTime: text,
  lastUsedDateTime: text,
  displayName: text,
  model: text,
  phoneNumber: text,
  emailAddress: text,
  isUsable: z.nullish(z.boolean()),
});
const GraphMethods = z.object({ value: z.array(GraphMethod) });

export function readMethods(answer: unknown): readonly Method[] {
  return parseAs(GraphMethods, answer).value.map((method) => {
    const kind = KINDS.get(method['@odata.type']?.replace('#microsoft.graph.', '') ?? '') ?? 'unknown';
    return {
      id: method.id,
      kind,
      label: labelOf(method),
      addedAt: readTime(method.createdDateTime),
      lastUsedAt: readTime(method.lastUsedDateTime),
      usable: kind !== 'temporary-pass' || method.isUsable === true,
    };
  });
}

/** Numbers and addresses are masked here, so that no card, log or database ever holds a whole one. */
function labelOf(method: z.infer<typeof GraphMethod>): string | null {
  if (method.phoneNumber) return maskPhone(method.phoneNumber);
  if (method.emailAddress) return maskEmail(method.emailAddress);
  return method.displayName || method.model || null;
}

/** "+49 1701234542" becomes "+49 ··· 42": Graph puts a space behind the country. */
export function maskPhone(number: string): string {
  const country = /^(\+\d{1,3})\s/.exec(number)?.[1];
  const last = number.replace(/\D/g, '').slice(-2);
  return [country, '···', last].filter(Boolean).join(' ');
}

export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@');
  return `${[...address].slice(0, 1).join('')}···${at > 0 ? address.slice(at) : ''}`;
}
