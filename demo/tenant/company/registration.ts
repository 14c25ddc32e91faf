import type { Entity } from '../entity.ts';
import type { Account } from '../state.ts';
import { HOUR, iso } from './stable.ts';

const G = '#microsoft.graph.';

/** The report's words for a method. */
function reported(method: Entity): readonly string[] {
  switch (method['@odata.type']) {
    case `${G}microsoftAuthenticatorAuthenticationMethod`:
      return ['microsoftAuthenticatorPush', 'softwareOneTimePasscode'];
    case `${G}phoneAuthenticationMethod`:
      return [
        { mobile: 'mobilePhone', alternateMobile: 'alternateMobilePhone', office: 'officePhone' }[
          String(method.phoneType)
        ] ?? 'mobilePhone',
      ];
    case `${G}fido2AuthenticationMethod`:
      return [method.passkeyType === 'synced' ? 'passKeySynced' : 'passKeyDeviceBound'];
    case `${G}windowsHelloForBusinessAuthenticationMethod`:
      return ['windowsHelloForBusiness'];
    case `${G}platformCredentialAuthenticationMethod`:
      return ['macOsSecureEnclaveKey'];
    case `${G}softwareOathAuthenticationMethod`:
      return ['softwareOneTimePasscode'];
    case `${G}hardwareOathAuthenticationMethod`:
      return ['hardwareOneTimePasscode'];
    case `${G}temporaryAccessPassAuthenticationMethod`:
      return ['temporaryAccessPass'];
    case `${G}emailAuthenticationMethod`:
      return ['email'];
    default:
      return [];
  }
}

const NOT_MFA = new Set(['email', 'temporaryAccessPass']);
const PASSWORDLESS = new Set([
  'passKeyDeviceBound',
  'passKeySynced',
  'windowsHelloForBusiness',
  'macOsSecureEnclaveKey',
]);

/** The configurations that allow a method; any of them will do. Methods that are not listed need none. */
const ALLOWED_BY: Readonly<Record<string, readonly string[]>> = {
  microsoftAuthenticatorPush: ['MicrosoftAuthenticator'],
  softwareOneTimePasscode: ['SoftwareOath', 'MicrosoftAuthenticator'],
  mobilePhone: ['Sms', 'Voice'],
  alternateMobilePhone: ['Voice'],
  officePhone: ['Voice'],
  passKeyDeviceBound: ['Fido2'],
  passKeySynced: ['Fido2'],
};

function isAllowed(method: string, policy: Entity): boolean {
  const configurations = policy.authenticationMethodConfigurations as readonly Entity[];
  const needed = ALLOWED_BY[method];
  return (
    needed === undefined ||
    configurations.some(({ id, state }) => needed.includes(String(id)) && state === 'enabled')
  );
}

/** One row of the registration report, from what the account holds at this moment. */
export function registrationDetails(
  account: Account,
  {
    isAdmin,
    methodsPolicy,
    at,
  }: { readonly isAdmin: boolean; readonly methodsPolicy: Entity; readonly at: Date },
): Entity {
  const methodsRegistered = [...new Set(account.methods.flatMap(reported))];
  const mfa = methodsRegistered.filter((name) => !NOT_MFA.has(name));
  const usable = mfa.filter((name) => isAllowed(name, methodsPolicy));
  return {
    id: account.id,
    userPrincipalName: account.user.userPrincipalName,
    userDisplayName: account.user.displayName,
    userType: account.user.userType === 'Guest' ? 'guest' : 'member',
    isAdmin,
    isMfaRegistered: mfa.length > 0,
    isMfaCapable: usable.length > 0,
    isPasswordlessCapable: mfa.some((name) => PASSWORDLESS.has(name)),
    isSsprRegistered: mfa.length > 0,
    isSsprEnabled: account.kind === 'staff',
    isSsprCapable: account.kind === 'staff' && usable.length > 0,
    isSystemPreferredAuthenticationMethodEnabled: true,
    systemPreferredAuthenticationMethods: preferredBySystem(mfa),
    userPreferredMethodForSecondaryAuthentication: account.preferredMethod ?? preferredByUser(mfa),
    defaultMfaMethod: defaultMethod(mfa),
    methodsRegistered,
    lastUpdatedDateTime: iso(new Date(Math.floor(at.getTime() / HOUR) * HOUR)),
  };
}

function preferredBySystem(mfa: readonly string[]): readonly string[] {
  if (mfa.some((name) => PASSWORDLESS.has(name))) return ['Fido2'];
  if (mfa.includes('microsoftAuthenticatorPush')) return ['PhoneAppNotification'];
  if (mfa.includes('softwareOneTimePasscode')) return ['PhoneAppOTP'];
  return mfa.some((name) => name.endsWith('Phone')) ? ['OneWaySMS'] : [];
}

function preferredByUser(mfa: readonly string[]): string {
  if (mfa.includes('microsoftAuthenticatorPush')) return 'push';
  if (mfa.includes('softwareOneTimePasscode') || mfa.includes('hardwareOneTimePasscode')) return 'oath';
  if (mfa.includes('mobilePhone')) return 'sms';
  if (mfa.includes('alternateMobilePhone')) return 'voiceAlternateMobile';
  return mfa.includes('officePhone') ? 'voiceOffice' : 'none';
}

function defaultMethod(mfa: readonly string[]): string {
  const names = [
    'microsoftAuthenticatorPush',
    'softwareOneTimePasscode',
    'mobilePhone',
    'alternateMobilePhone',
    'officePhone',
  ];
  return names.find((name) => mfa.includes(name)) ?? 'none';
}
