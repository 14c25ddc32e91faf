import { account, DOMAIN } from './company/accounts.ts';
import { authenticator, passkey, phone } from './company/methods.ts';
import { CURRENT_AUTHENTICATOR } from './company/registered.ts';
import type { Company, CompanyOptions } from './company.ts';
import { createCompany } from './company.ts';
import type { EndlessReport, Entity } from './entity.ts';
import type { Account, Crowd } from './state.ts';

/**
 * The same company with any number of people beside its own: the directory and the registration report list them
 * instead, row by row and never held. Somebody whom a request is about becomes an account like all others.
 */
export function bigCompany(count: number, options: CompanyOptions = {}): Company {
  const company = createCompany(options);
  company.endlessReport = endlessReport(count, company.name);
  company.crowd = crowdOf(count, company.name, options.now?.() ?? new Date());
  return company;
}

/** How far people are, in tenths: as in a rollout half-way. */
const STATES = ['none', 'none', 'none', 'phone', 'phone', 'app', 'app', 'app', 'app', 'passkey'] as const;
type State = (typeof STATES)[number];

const REPORTED: Readonly<Record<State, readonly string[]>> = {
  none: [],
  phone: ['mobilePhone'],
  app: ['microsoftAuthenticatorPush', 'softwareOneTimePasscode', 'mobilePhone'],
  passkey: ['passKeyDeviceBound', 'microsoftAuthenticatorPush', 'softwareOneTimePasscode'],
};

const DEPARTMENTS = ['Finance', 'Retail', 'Logistics', 'Marketing', 'Legal', 'IT', 'Product Design', null];
const HOMES = [
  ['DE', 'de-DE'],
  ['GB', 'en-GB'],
  ['FR', 'fr-FR'],
  ['ES', 'es-ES'],
  ['BR', 'pt-BR'],
  ['JP', 'ja-JP'],
  ['AE', 'ar-AE'],
  ['US', null],
] as const;

const stateOf = (index: number): State => STATES[index % STATES.length] ?? 'none';
const nameOf = (index: number) => `person${index}`;
const displayNameOf = (index: number, company: string) => `Person ${index}, ${company}`;

/** The object id of the person at that place of a big company. */
export const crowdId = (index: number): string =>
  `${index.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;

/** By object id or user principal name, in lower case; -1 for whoever is none of them. */
function indexOf(idOrName: string): number {
  const [, hex] = /^([0-9a-f]{8})-0000-4000-8000-000000000000$/.exec(idOrName) ?? [];
  if (hex !== undefined) return Number.parseInt(hex, 16);
  const [, digits] = /^person(\d{1,9})@/.exec(idOrName) ?? [];
  return digits === undefined ? -1 : Number(digits);
}

function crowdOf(count: number, company: string, now: Date): Crowd {
  const known = new Map<string, Account>();
  const row = (index: number): Entity | undefined => {
    if (index < 0 || index >= count) return undefined;
    const [usageLocation, preferredLanguage] = HOMES[index % HOMES.length] ?? HOMES[0];
    return {
      '@odata.type': '#microsoft.graph.user',
      id: crowdId(index),
      userPrincipalName: `${nameOf(index)}@${DOMAIN}`,
      displayName: displayNameOf(index, company),
      mail: `${nameOf(index)}@${DOMAIN}`,
      userType: index % 40 === 39 ? 'Guest' : 'Member',
      accountEnabled: index % 25 !== 24,
      department: DEPARTMENTS[index % DEPARTMENTS.length] ?? null,
      usageLocation,
      country: null,
      preferredLanguage,
    };
  };
  return {
    length: count,
    at: row,
    find(id) {
      return known.get(id)?.user ?? row(indexOf(id));
    },
    account(idOrName) {
      const index = indexOf(idOrName);
      const id = crowdId(index);
      const there = known.get(id);
      const user = row(index);
      if (there !== undefined || user === undefined) return there;
      const draft = { name: nameOf(index), displayName: displayNameOf(index, company) };
      const made = account({ ...draft, methods: methodsOf(stateOf(index), id, now) }, now);
      const one = { ...made, id, user: { ...made.user, ...user } };
      known.set(id, one);
      return one;
    },
  };
}

function methodsOf(state: State, of: string, addedAt: Date): readonly Entity[] {
  const sms = phone({ number: '+49 151 5550100', addedAt });
  const app = authenticator({ of, model: 'Pixel 8', version: CURRENT_AUTHENTICATOR, addedAt });
  switch (state) {
    case 'none':
      return [];
    case 'phone':
      return [sms];
    case 'app':
      return [app, sms];
    case 'passkey':
      return [passkey({ of, name: 'YubiKey 5C', model: 'YubiKey 5C', addedAt }), app];
  }
}

function endlessReport(count: number, name: string): EndlessReport {
  return {
    length: count,
    rows(from, to) {
      const texts: string[] = [];
      for (let index = from; index < to; index += 1) texts.push(rowText(index, name));
      return texts.join(',');
    },
  };
}

const tails = new Map<string, string>();

function rowText(index: number, company: string): string {
  const displayName = displayNameOf(index, company);
  return `{"id":"${crowdId(index)}","userPrincipalName":"${nameOf(index)}@${DOMAIN}","userDisplayName":"${displayName}",${tail(stateOf(index))}}`;
}

/** Everything that is the same for all people of one state. */
function tail(state: State): string {
  let text = tails.get(state);
  if (text === undefined) {
    const registered = state !== 'none';
    text = JSON.stringify({
      userType: 'member',
      isAdmin: false,
      isMfaRegistered: registered,
      isMfaCapable: registered,
      isPasswordlessCapable: state === 'passkey',
      isSsprRegistered: registered,
      isSsprEnabled: true,
      isSsprCapable: registered,
      isSystemPreferredAuthenticationMethodEnabled: true,
      systemPreferredAuthenticationMethods: registered ? ['PhoneAppNotification'] : [],
      userPreferredMethodForSecondaryAuthentication: registered ? 'push' : 'none',
      methodsRegistered: REPORTED[state],
      lastUpdatedDateTime: '2026-11-20T03:00:00Z',
    }).slice(1, -1);
    tails.set(state, text);
  }
  return text;
}
