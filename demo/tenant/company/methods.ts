import type { Entity } from '../entity.ts';
import { iso, stableId } from './stable.ts';

/** What somebody registered: small builders that answer Graph's own objects. */

interface Times {
  /** Unique among the person's methods; decides the id. */
  readonly of: string;
  readonly addedAt: Date | null;
  readonly lastUsedAt?: Date | null;
}

const times = ({ addedAt, lastUsedAt = null }: Times) => ({
  createdDateTime: addedAt === null ? null : iso(addedAt),
  lastUsedDateTime: lastUsedAt === null ? null : iso(lastUsedAt),
});

const typed = (name: string) => ({ '@odata.type': `#microsoft.graph.${name}AuthenticationMethod` });

export const password = (addedAt: Date): Entity => ({
  ...typed('password'),
  // Every account has the same id for it, in every tenant.
  id: '28c10230-6103-485e-b985-444c60001490',
  createdDateTime: iso(addedAt),
  lastUsedDateTime: null,
  password: null,
});

export const authenticator = (
  phone: Times & { readonly model: string; readonly version: string; readonly lite?: boolean },
): Entity => ({
  ...typed('microsoftAuthenticator'),
  id: stableId('authenticator', phone.of, phone.model),
  ...times(phone),
  displayName: phone.model,
  deviceTag: 'SoftwareTokenActivated',
  phoneAppVersion: phone.version,
  clientAppName: phone.lite === true ? 'outlookMobile' : 'microsoftAuthenticator',
});

const PHONE_IDS = {
  mobile: '3179e48a-750b-4051-897c-87b9720928f7',
  alternateMobile: 'b6332ec1-7057-4abe-9331-3d72feddfe41',
  office: 'e37fc753-ff3b-4958-9484-eaa9425c82bc',
} as const;

export const phone = (
  line: Omit<Times, 'of'> & { readonly number: string; readonly type?: keyof typeof PHONE_IDS },
): Entity => ({
  ...typed('phone'),
  id: PHONE_IDS[line.type ?? 'mobile'],
  ...times({ ...line, of: '' }),
  phoneNumber: line.number,
  phoneType: line.type ?? 'mobile',
  smsSignInState: line.type === 'office' ? 'notSupported' : 'notAllowedByPolicy',
});

export const passkey = (
  key: Times & { readonly name: string; readonly model: string; readonly synced?: boolean },
): Entity => ({
  ...typed('fido2'),
  id: Buffer.from(stableId('passkey', key.of, key.name))
    .toString('base64url')
    .slice(0, 43),
  ...times(key),
  displayName: key.name,
  model: key.model,
  aaGuid: stableId('aaguid', key.model),
  attestationCertificates: [],
  attestationLevel: key.synced === true ? 'notAttested' : 'attested',
  passkeyType: key.synced === true ? 'synced' : 'deviceBound',
});

export const windowsHello = (computer: Times & { readonly name: string }): Entity => ({
  ...typed('windowsHelloForBusiness'),
  id: stableId('windows-hello', computer.of, computer.name),
  ...times(computer),
  displayName: computer.name,
  keyStrength: 'normal',
});

export const platformCredential = (computer: Times & { readonly name: string }): Entity => ({
  ...typed('platformCredential'),
  id: stableId('platform-credential', computer.of, computer.name),
  ...times(computer),
  displayName: computer.name,
  keyStrength: 'normal',
  platform: 'macOS',
});

export const softwareCode = (app: Times): Entity => ({
  ...typed('softwareOath'),
  id: stableId('software-oath', app.of),
  ...times(app),
  secretKey: null,
});

export const email = (mail: Omit<Times, 'of'> & { readonly address: string }): Entity => ({
  ...typed('email'),
  id: '3ddfcfc8-9383-446f-83cc-3ab9be4be18f',
  ...times({ ...mail, of: '' }),
  emailAddress: mail.address,
});

export const external = (provider: Times & { readonly name: string }): Entity => ({
  ...typed('external'),
  id: stableId('external', provider.of),
  ...times(provider),
  configurationId: stableId('external-configuration', provider.name),
  displayName: provider.name,
});

export const temporaryPass = (
  pass: Times & {
    readonly startsAt: Date;
    readonly minutes: number;
    readonly once: boolean;
    readonly usability: 'EnabledByPolicy' | 'DisabledByPolicy' | 'Expired' | 'NotYetValid' | 'OneTimeUsed';
  },
): Entity => ({
  ...typed('temporaryAccessPass'),
  id: stableId('temporary-pass', pass.of),
  ...times(pass),
  temporaryAccessPass: null,
  startDateTime: iso(pass.startsAt),
  lifetimeInMinutes: pass.minutes,
  isUsableOnce: pass.once,
  isUsable: pass.usability === 'EnabledByPolicy',
  methodUsabilityReason: pass.usability,
});
