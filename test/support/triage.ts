import type { Person } from '../../src/people/people.ts';
import type {
  AppliedPolicy,
  AuditEvent,
  Evidence,
  Incident,
  Policy,
  Read,
  RegisteredMethod,
  SignIn,
  Step,
} from '../../src/triage/evidence.ts';

/** Evidence for tests of triage, in the words of whoever tells the story; everything else is as usual. */

export const NOW = new Date('2026-11-20T09:00:00Z');
export const MINUTE = 1 / 60;
export const DAY = 24;

/** That many hours before now. */
export const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

export const known = <Value>(value: Value): Read<Value> => ({ known: true, value });
export const unread = (reason = 'The permission is missing.'): Read<never> => ({ known: false, reason });

export const ANNA: Person = {
  id: '11111111-aaaa-4bbb-8ccc-000000000001',
  userPrincipalName: 'anna.adler@haldenbrook.example',
  displayName: 'Anna Adler',
  givenName: 'Anna',
  mail: 'anna.adler@haldenbrook.example',
  kind: 'member',
  enabled: true,
  department: 'Finance',
  jobTitle: 'Accountant',
  usageLocation: 'DE',
  preferredLanguage: 'de-DE',
};

let count = 0;
const nextId = (kind: string) => `${kind}-${++count}`;

type Place = Pick<SignIn, 'ip' | 'country' | 'city' | 'network'>;
export const OFFICE: Place = { ip: '198.51.100.10', country: 'DE', city: 'Hamburg', network: 64500 };
export const HOME: Place = { ip: '198.51.100.177', country: 'DE', city: 'Hamburg', network: 64501 };
export const BUCHAREST: Place = { ip: '192.0.2.201', country: 'RO', city: 'Bucharest', network: 64505 };
export const LAGOS: Place = { ip: '192.0.2.214', country: 'NG', city: 'Lagos', network: 64506 };
export const SHENZHEN: Place = { ip: '203.0.113.201', country: 'CN', city: 'Shenzhen', network: 64508 };
export const HELSINKI: Place = { ip: '203.0.113.219', country: 'FI', city: 'Helsinki', network: 64509 };

type Device = SignIn['device'];
export const LAPTOP: Device = {
  id: 'device-1',
  name: 'HB-LAPTOP',
  system: 'Windows11',
  browser: 'Edge 140.0.0',
  compliant: true,
  managed: true,
  trust: 'Azure AD joined',
};
export const NO_DEVICE: Device = {
  id: null,
  name: null,
  system: null,
  browser: null,
  compliant: null,
  managed: null,
  trust: null,
};
export const STRANGE_DEVICE: Device = { ...NO_DEVICE, system: 'Linux', browser: 'Chrome 128.0.0' };
export const PRIVATE_PHONE: Device = { ...NO_DEVICE, system: 'Android 15', browser: 'Chrome Mobile 140' };

export const OUTLOOK = { id: '9199bf20-a13f-4107-85dc-02114787ef48', name: 'One Outlook Web' };
export const PAYROLL = { id: '5d1c2f0a-7f0e-4c2d-9a55-0b6f3f3c8e11', name: 'Haldenbrook Payroll' };

/** One row of the log: hours before now, the code, and what is different from every day. */
export function signIn(hours: number, code: number, more: Partial<SignIn> & { place?: Place } = {}): SignIn {
  const { place = OFFICE, ...rest } = more;
  return {
    id: nextId('sign-in'),
    at: hoursAgo(hours),
    personId: ANNA.id,
    correlationId: nextId('correlation'),
    code,
    failureReason: null,
    additionalDetails: null,
    application: OUTLOOK,
    resource: { id: null, name: 'Office 365 Exchange Online' },
    client: 'Browser',
    userAgent: null,
    ...place,
    device: LAPTOP,
    policies: known([]),
    conditionalAccess: null,
    riskLevel: 'none',
    riskState: 'none',
    riskDetail: 'none',
    riskEvents: [],
    steps: known([]),
    requirement: 'multiFactorAuthentication',
    requirementProviders: [],
    crossTenantAccess: 'none',
    homeTenantId: 'home',
    resourceTenantId: 'home',
    tokenIssuer: 'AzureAD',
    interactive: true,
    ...rest,
  };
}

export function step(method: string, result: string, detail: string | null = null): Step {
  const first = /password|hello|passkey|fido|access pass|certificate/i.test(method);
  return {
    at: null,
    method,
    detail,
    succeeded: !/denied|invalid|expired|not found/i.test(result),
    result,
    requirement: first ? 'Primary authentication' : 'Multifactor authentication',
  };
}

export const PASSWORD = step('Password', 'Correct password');
export const BAD_PASSWORD = step(
  'Password',
  'Invalid username or password or Invalid on-premise username or password.',
);
export const push = (phone: string | null, denied?: string) =>
  step('Mobile app notification', denied ? `MFA denied; ${denied}` : 'MFA successfully completed', phone);
export const text = (denied?: string) =>
  step('Text message', denied ? `MFA denied; ${denied}` : 'MFA successfully completed', '+XX XXXXXXX71');
export const code = (denied?: string) =>
  step('OATH verification code', denied ? `MFA denied; ${denied}` : 'MFA successfully completed');

export const NO_ANSWER = 'user did not respond to mobile app notification';
export const NOT_DELIVERED = 'unable to send the mobile app notification to the device';
export const DECLINED = 'user declined the authentication';

type More = Partial<SignIn> & { place?: Place };

/** The password was right, the second step was asked for and not passed: two rows of one attempt. */
export function held(hours: number, second: Step, more: More = {}): readonly SignIn[] {
  const attempt = { correlationId: nextId('correlation'), ...more };
  return [
    signIn(hours + 0.01, 50074, { ...attempt, steps: known([PASSWORD]) }),
    signIn(hours, 500121, { ...attempt, steps: known([PASSWORD, second]) }),
  ];
}

/** The second step was asked for and done. */
export function passed(hours: number, second: Step, more: More = {}): readonly SignIn[] {
  const attempt = { correlationId: nextId('correlation'), ...more };
  return [
    signIn(hours + 0.01, 50074, { ...attempt, steps: known([PASSWORD]) }),
    signIn(hours, 0, { ...attempt, steps: known([PASSWORD, second]) }),
  ];
}

/** Ended before or beside the second step. */
export const refused = (hours: number, withCode: number, more: More = {}) => [
  signIn(hours, withCode, { steps: known([PASSWORD]), ...more }),
];

export const badPassword = (hours: number, more: More = {}) =>
  refused(hours, 50126, { steps: known([BAD_PASSWORD]), ...more });

export function method(
  kind: RegisteredMethod['kind'],
  more: Partial<RegisteredMethod> = {},
): RegisteredMethod {
  return {
    id: nextId('method'),
    kind,
    label: null,
    addedAt: hoursAgo(200 * DAY),
    lastUsedAt: null,
    usable: true,
    appVersion: null,
    storedNumber: null,
    phoneKind: kind === 'phone' ? 'mobile' : null,
    unusableBecause: null,
    ...more,
  };
}

/** An Authenticator: the phone, days since it was registered and used, the app's version. */
export const app = (
  label: string,
  { added = 200, used, version = '6.8.41' }: { added?: number | null; used?: number; version?: string } = {},
) =>
  method('authenticator', {
    label,
    appVersion: version,
    addedAt: added === null ? null : hoursAgo(added * DAY),
    lastUsedAt: used === undefined ? null : hoursAgo(used * DAY),
  });

export const phone = (
  number: string,
  { added = 500, used, kind = 'mobile' }: { added?: number; used?: number; kind?: 'mobile' | 'office' } = {},
) =>
  method('phone', {
    label: `··· ${number.slice(-2)}`,
    storedNumber: number,
    phoneKind: kind,
    addedAt: hoursAgo(added * DAY),
    lastUsedAt: used === undefined ? null : hoursAgo(used * DAY),
  });

export function audit(
  hours: number,
  activity: string,
  more: Partial<AuditEvent> & { by?: string; from?: string | null; about?: string } = {},
): AuditEvent {
  const { by = ANNA.userPrincipalName, from = OFFICE.ip, about = ANNA.id, ...rest } = more;
  const self = by === ANNA.userPrincipalName;
  return {
    id: nextId('audit'),
    at: hoursAgo(hours),
    activity,
    category: 'UserManagement',
    result: 'success',
    reason: null,
    byPerson: { id: self ? ANNA.id : `id of ${by}`, userPrincipalName: by, ip: from },
    byApplication: null,
    targets: [{ id: about, kind: 'User', name: null, userPrincipalName: null, changes: [] }],
    ...rest,
  };
}

/** A change of a policy, as the audit log tells it. */
export const policyChange = (hours: number, activity: string, policyName: string) =>
  audit(hours, activity, {
    by: 'admin@haldenbrook.example',
    targets: [{ id: policyName, kind: 'Policy', name: policyName, userPrincipalName: null, changes: [] }],
  });

export function policy(name: string, more: Partial<Policy> = {}): Policy {
  return {
    id: name,
    name,
    state: 'enabled',
    changedAt: hoursAgo(400 * DAY),
    controls: ['mfa'],
    operator: 'OR',
    authenticationStrength: null,
    everybody: true,
    includedPeople: ['All'],
    excludedPeople: [],
    includedGroups: [],
    excludedGroups: [],
    includedRoles: [],
    excludedRoles: [],
    applications: ['All'],
    excludedApplications: [],
    userActions: [],
    locations: [],
    excludedLocations: [],
    platforms: [],
    clientTypes: ['all'],
    signInRisk: [],
    userRisk: [],
    signInFrequency: false,
    ...more,
  };
}

export const applied = (
  name: string,
  result: string,
  ...grantControls: readonly string[]
): AppliedPolicy => ({
  id: name,
  name,
  result,
  grantControls: grantControls.length > 0 ? grantControls : ['Mfa'],
  sessionControls: [],
});

export const incident = (hours: number, more: Partial<Incident> = {}): Incident => ({
  id: 'MO1091533',
  title: 'Some users may be unable to complete multifactor authentication',
  service: 'Microsoft Entra',
  status: 'serviceDegradation',
  startedAt: hoursAgo(hours),
  resolved: false,
  ...more,
});

/** The same trouble for that many other people, a minute apart. */
export const crowd = (people: number, rowsOf: (index: number) => readonly SignIn[]) =>
  Array.from({ length: people }, (_, index) =>
    rowsOf(index).map((row) => ({
      ...row,
      personId: `22222222-aaaa-4bbb-8ccc-${String(index).padStart(12, '0')}`,
      ip: `198.51.100.${20 + index}`,
    })),
  ).flat();

/** Values instead of reads: what is given is known. */
type Told = {
  readonly [Key in keyof Evidence]?: Evidence[Key] extends Read<infer Value>
    ? Value | Evidence[Key]
    : Evidence[Key];
};

export function evidence(told: Told = {}): Evidence {
  const usual: Evidence = {
    asOf: NOW,
    question: { since: hoursAgo(7 * DAY), until: NOW, application: null },
    person: ANNA,
    organisation: { tenantId: 'home', displayName: 'Haldenbrook Outdoor', countryCode: 'DE' },
    synced: false,
    passwordChangedAt: null,
    breakGlass: false,
    roles: known([]),
    signIns: known([]),
    methods: known([]),
    registration: { known: false, reason: 'The methods were read.', because: 'not-needed' },
    audits: known([]),
    risk: known(null),
    perUserMfa: { known: false, reason: 'Nothing points to it.', because: 'not-needed' },
    policies: known([]),
    securityDefaults: known(false),
    methodRules: known({ enabled: [], disabled: [], changedAt: null }),
    changes: known([]),
    incidents: known([]),
    others: known([]),
    edition: 'P2',
  };
  const given = Object.fromEntries(
    Object.entries(told).map(([key, value]) => [key, asIn(usual[key as keyof Evidence], value)]),
  );
  return { ...usual, ...given };
}

function asIn(usual: unknown, value: unknown): unknown {
  const isRead = (one: unknown) => typeof one === 'object' && one !== null && 'known' in one;
  return isRead(usual) && !isRead(value) ? known(value) : value;
}
