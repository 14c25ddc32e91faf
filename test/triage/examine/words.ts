import {
  BUCHAREST,
  HELSINKI,
  HOSTING,
  HOTEL_LISBON,
  homePlace,
  LAGOS,
  type LogDevice,
  type LogPlace,
  NO_BROWSER,
  OWN_LAPTOP,
  officePlace,
  PRIVATE_MAC,
  SHENZHEN,
  UNKNOWN_LINUX,
} from '../../../demo/tenant/company/log-places.ts';
import {
  type App,
  EXCHANGE,
  OFFICE_HOME,
  OUTLOOK,
  PAYROLL,
  SECURITY_INFO,
  TEAMS,
  VPN,
  WINDOWS,
} from '../../../demo/tenant/company/log-words.ts';
import { officeIn } from '../../../demo/tenant/company/places.ts';
import { POLICY } from '../../../demo/tenant/company/policies.ts';
import { DAY, HOUR, MINUTE, stableId } from '../../../demo/tenant/company/stable.ts';

/** The short words of the case files, and what they stand for in Graph. */

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: MINUTE, h: HOUR, d: DAY };

/** `1d2h` in milliseconds. */
export function age(text: string): number {
  return [...text.matchAll(/([\d.]+)([smhd])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? Number.NaN),
    0,
  );
}

const away = (city: string, country: string, ip: string, network: number): LogPlace => ({
  city,
  state: city,
  country,
  ip,
  network,
  trusted: false,
});

const PLACES: Readonly<Record<string, LogPlace>> = {
  Helsinki: HELSINKI,
  Lagos: LAGOS,
  Bucharest: BUCHAREST,
  hosting: HOSTING,
  Shenzhen: SHENZHEN,
  Lisbon: HOTEL_LISBON,
  Moscow: away('Moscow', 'RU', '203.0.113.193', 64_511),
  Shanghai: away('Shanghai', 'CN', '203.0.113.205', 64_496),
  'Hong Kong': away('Hong Kong', 'HK', '203.0.113.207', 64_497),
  Singapore: away('Singapore', 'SG', '203.0.113.209', 64_498),
  Toronto: away('Toronto', 'CA', '203.0.113.211', 64_499),
  Warsaw: away('Warsaw', 'PL', '203.0.113.213', 64_502),
  Berlin: away('Berlin', 'DE', '203.0.113.215', 64_503),
  train: away('Hannover', 'DE', '203.0.113.217', 64_504),
};

/** `office` and `home` are those of the city where somebody works. */
export function place(name: string, city: string): LogPlace {
  if (name === 'office') return officePlace(officeIn(city));
  if (name === 'home') return homePlace(officeIn(city));
  return known(PLACES, name, 'place');
}

const PHONE_BROWSER: LogDevice = {
  browser: 'Mobile Safari',
  operatingSystem: 'Ios 18.1',
  userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148',
};

const DEVICES: Readonly<Record<string, LogDevice>> = {
  'own laptop': OWN_LAPTOP,
  'private Mac': PRIVATE_MAC,
  'unknown Linux': UNKNOWN_LINUX,
  'no browser': NO_BROWSER,
  'own phone': PHONE_BROWSER,
  'laptop without updates': { ...OWN_LAPTOP, compliant: false },
  'laptop that left the domain': { ...OWN_LAPTOP, compliant: false, managed: false, trustType: '' },
};

export const device = (name: string): LogDevice => known(DEVICES, name, 'device');

const APPS: Readonly<Record<string, App>> = {
  Outlook: OUTLOOK,
  Teams: TEAMS,
  'Office home': OFFICE_HOME,
  'security info': SECURITY_INFO,
  Exchange: EXCHANGE,
  Windows: WINDOWS,
  Payroll: PAYROLL,
  VPN,
  ERP: {
    name: 'Haldenbrook ERP',
    id: '0a7bdc5c-7b57-40be-9939-d4c5fc7cd417',
    resource: 'Haldenbrook ERP',
  },
};

/** A name that is not listed is an application of its own. */
export const app = (name: string): App =>
  APPS[name] ?? { name, id: stableId('application', name), resource: name };

/** The controls that a policy of the company enforces, as the log names them. */
const CONTROLS: Readonly<Record<keyof typeof POLICY, readonly string[]>> = {
  admins: ['Mfa'],
  pilot: ['Mfa'],
  everybody: ['Mfa'],
  legacy: ['Block'],
  registration: ['Block'],
  guests: ['Mfa'],
  risk: ['Block'],
  compliant: ['RequireCompliantDevice'],
  managed: ['RequireDomainJoinedDevice'],
  strength: ['Phishing-resistant MFA'],
  places: ['Block'],
  frequency: [],
};

const LOGGED: Readonly<Record<string, string>> = {
  mfa: 'Mfa',
  block: 'Block',
  compliantDevice: 'RequireCompliantDevice',
  domainJoinedDevice: 'RequireDomainJoinedDevice',
  passwordChange: 'RequirePasswordChange',
};

/** By short name, or a policy that the case itself brings. */
export function policyNamed(
  name: string,
  own: readonly {
    readonly name: string;
    readonly grant?: string | undefined;
    readonly strength?: string | undefined;
  }[],
): { readonly name: string; readonly controls: readonly string[] } {
  if (name in POLICY) {
    const key = name as keyof typeof POLICY;
    return { name: POLICY[key], controls: CONTROLS[key] };
  }
  const found = own.find((policy) => policy.name === name);
  if (found === undefined) throw new Error(`the case speaks of a policy '${name}' that the tenant has not`);
  const control = found.strength ?? LOGGED[found.grant ?? 'mfa'] ?? found.grant ?? 'Mfa';
  return { name, controls: [control] };
}

export function known<Value>(table: Readonly<Record<string, Value>>, name: string, what: string): Value {
  const found = table[name];
  if (found === undefined)
    throw new Error(`there is no ${what} called '${name}': ${Object.keys(table).join(', ')}`);
  return found;
}
