import { type FixTable, HARMLESS, OPENS, PAGES, PROVE } from './proof.ts';

const BY_ADMIN = { who: 'admin', ...HARMLESS } as const;

/** What somebody with a role in the tenant, on the network or on the partner's side must do. */
export const ADMIN_FIXES: FixTable<
  | 'allow-phone-region'
  | 'change-policy'
  | 'pilot-before-everybody'
  | 'enable-method-in-policy'
  | 'remove-per-user-mfa'
  | 'assign-application'
  | 'restore-device'
  | 'trust-home-tenant-mfa'
  | 'repair-nps'
  | 'repair-password-agent'
  | 'repair-external-provider'
  | 'change-sign-in-hours'
  | 'allow-place'
  | 'privileged-administrator'
  | 'grant-permission'
  | 'buy-licence'
> = {
  'allow-phone-region': {
    ...BY_ADMIN,
    title: 'Allow calls and messages to that country',
    steps: () => ['In the settings for text messages and calls, opt in to the country of this number.'],
    link: PAGES.methodRules,
  },
  'change-policy': {
    ...BY_ADMIN,
    title: 'Have the policy’s owner look at it',
    steps: () => [
      'Show the owner of the policy whom it stops and since when.',
      'Try the change in report-only mode before it is enforced.',
    ],
    link: PAGES.policies,
  },
  'pilot-before-everybody': {
    ...BY_ADMIN,
    title: 'Set the policy to report-only until people have registered',
    steps: () => [
      'Set the new policy to report-only, or limit it to those who have registered.',
      'Bring people to register first; enforce it when the numbers are right.',
    ],
    link: PAGES.policies,
  },
  'enable-method-in-policy': {
    ...BY_ADMIN,
    title: 'Allow the method again, or move people to another',
    steps: () => [
      'In the authentication methods policy, allow the method for the people who have no other yet.',
      'Or give them time and help to register an allowed one, then switch it off.',
    ],
    link: PAGES.methodRules,
  },
  'remove-per-user-mfa': {
    ...BY_ADMIN,
    title: 'Switch off the old per-user setting',
    steps: () => [
      'First make sure that a Conditional Access policy asks this person for MFA: otherwise nothing would.',
      'Then set the person’s per-user MFA to disabled.',
    ],
    link: PAGES.perUserMfa,
  },
  'assign-application': {
    ...BY_ADMIN,
    title: 'Assign the person to the application',
    steps: () => [
      'Ask the application’s owner whether this person should have it.',
      'Add the person, or better their group, under “Users and groups” of the application.',
    ],
    link: PAGES.start,
  },
  'restore-device': {
    ...BY_ADMIN,
    title: 'Enable the device, or join it again',
    steps: () => [
      'Find out who disabled or deleted the device and why.',
      'If it was a mistake, enable it; if it is gone from the directory, join the computer again and set up Windows Hello.',
    ],
    link: PAGES.start,
  },
  'trust-home-tenant-mfa': {
    ...BY_ADMIN,
    title: 'Trust the MFA of the guest’s organisation',
    steps: () => [
      'In the cross-tenant access settings, open the partner’s organisation, inbound access, trust settings.',
      'Choose “Trust multifactor authentication from Microsoft Entra tenants”, if the partner is trusted that far.',
    ],
    link: PAGES.otherOrganisations,
  },
  'repair-nps': {
    ...BY_ADMIN,
    title: 'Let the VPN ask for something that the app can give',
    steps: () => [
      'The NPS extension cannot show a number to match: have the VPN use PAP, so that it asks for a one-time code.',
      'Or set OVERRIDE_NUMBER_MATCHING_WITH_OTP to FALSE on the NPS server, and restart the service.',
    ],
    link: PAGES.none,
  },
  'repair-password-agent': {
    ...BY_ADMIN,
    title: 'Bring the password agents back',
    steps: () => [
      'Check the pass-through authentication agents and the domain controllers behind them.',
      'Until they answer, nobody with a local password can start a new session; open sessions go on.',
    ],
    link: PAGES.start,
  },
  'repair-external-provider': {
    ...BY_ADMIN,
    title: 'Check the external MFA provider',
    steps: () => [
      'Look at the provider’s own status page and at the claims it sends back.',
      'Leave the person’s methods in Entra alone: they are not what failed.',
    ],
    link: PAGES.methodRules,
  },
  'change-sign-in-hours': {
    ...BY_ADMIN,
    title: 'Have the permitted hours changed',
    steps: () => ['The owner of the account in the local directory changes its logon hours.'],
    link: PAGES.none,
  },
  'allow-place': {
    ...BY_ADMIN,
    ...OPENS,
    title: 'Allow the place for the time of the journey',
    steps: () => [
      PROVE,
      'Confirm the journey with the person or their manager by another channel than the one they called on.',
      'The policy’s owner makes an exception for this person that ends by itself.',
    ],
    link: PAGES.policies,
  },
  'privileged-administrator': {
    ...BY_ADMIN,
    title: 'Hand over to a Privileged Authentication Administrator',
    steps: () => [
      'This account holds an administrator’s role: the helpdesk may not change its methods.',
      PROVE,
      'A Privileged Authentication Administrator carries out the steps.',
    ],
    link: PAGES.methodsOf,
  },
  'grant-permission': {
    ...BY_ADMIN,
    title: 'Grant the missing permission',
    steps: () => [
      'Grant the app registration the permission that is named under “could not be read”, with consent.',
    ],
    link: PAGES.start,
  },
  'buy-licence': {
    ...BY_ADMIN,
    title: 'Get a licence that includes the sign-in log',
    steps: () => [
      'Microsoft gives the sign-in log to apps only where the tenant has Entra ID P1 or P2.',
      'Until then, read the sign-in log by hand in the admin center, where seven days are shown.',
    ],
    link: PAGES.start,
  },
};
