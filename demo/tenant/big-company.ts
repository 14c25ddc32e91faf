import type { Company, CompanyOptions } from './company.ts';
import { createCompany } from './company.ts';
import type { EndlessReport } from './entity.ts';

/** The same company with a registration report of any length, which is written page by page and never held. */
export function bigCompany(count: number, options?: CompanyOptions): Company {
  const company = createCompany(options);
  company.endlessReport = endlessReport(count, company.name);
  return company;
}

/** How far people are, in tenths: as in a rollout half-way. */
const STATES = ['none', 'none', 'none', 'phone', 'phone', 'app', 'app', 'app', 'app', 'passkey'] as const;

const METHODS: Readonly<Record<(typeof STATES)[number], readonly string[]>> = {
  none: [],
  phone: ['mobilePhone'],
  app: ['microsoftAuthenticatorPush', 'softwareOneTimePasscode', 'mobilePhone'],
  passkey: ['passKeyDeviceBound', 'microsoftAuthenticatorPush', 'softwareOneTimePasscode'],
};

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

function rowText(index: number, name: string): string {
  const state = STATES[index % STATES.length] ?? 'none';
  const id = `${index.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
  return `{"id":"${id}","userPrincipalName":"person${index}@haldenbrook.example","userDisplayName":"Person ${index}, ${name}",${tail(state)}}`;
}

/** Everything that is the same for all people of one state. */
function tail(state: (typeof STATES)[number]): string {
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
      methodsRegistered: METHODS[state],
      lastUpdatedDateTime: '2026-11-20T03:00:00Z',
    }).slice(1, -1);
    tails.set(state, text);
  }
  return text;
}
