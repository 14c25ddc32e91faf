import type { NamedPerson } from '../state.ts';
import { type AccountDraft, account, accountId, userPrincipalName } from './accounts.ts';
import { authenticator, email, passkey, phone, platformCredential, windowsHello } from './methods.ts';
import { officeIn } from './places.ts';
import { CURRENT_AUTHENTICATOR } from './registered.ts';
import { before, DAY } from './stable.ts';

/** People with a name that the demo, the tests and the README use. Written by hand, one line of reason each. */
export function namedDrafts(now: Date) {
  const ago = (days: number) => before(now, days * DAY);
  const app = (of: string, model: string, days: number) =>
    authenticator({ of, model, version: CURRENT_AUTHENTICATOR, addedAt: ago(days), lastUsedAt: ago(0.3) });
  const sms = (number: string, days: number) => phone({ number, addedAt: ago(days), lastUsedAt: ago(1) });
  const key = (of: string, days: number) =>
    passkey({
      of,
      name: 'YubiKey 5C NFC',
      model: 'YubiKey 5C NFC',
      addedAt: ago(days),
      lastUsedAt: ago(0.2),
    });

  return {
    /** The plain user of the demo: nothing registered yet. */
    user: draft('alex.winter', 'Alex Winter', 'Logistics', 'Dispatch Planner', 'Bristol', {
      mobilePhone: '+44 7700 900123',
      createdDaysAgo: 34,
    }),
    helpdesk: draft('nora.feldkamp', 'Nora Feldkamp', 'IT', 'Service Desk Lead', 'Hamburg', {
      methods: [app('nora', 'iPhone 15', 300), key('nora', 90)],
    }),
    helpdeskSecond: draft('tomas.vidal', 'Tomás Vidal', 'IT', 'Service Desk Analyst', 'Valencia', {
      methods: [app('tomas', 'Pixel 8', 210)],
    }),
    admin: draft('ingrid.halvorsen', 'Ingrid Halvorsen', 'IT', 'Identity Engineer', 'Hamburg', {
      methods: [key('ingrid', 400), app('ingrid', 'iPhone 15 Pro', 380)],
      synced: false,
    }),
    adminSecond: draft('marc.delorme', 'Marc Delorme', 'IT', 'Head of IT', 'Lyon', {
      methods: [
        app('marc', 'SM-S921B', 500),
        windowsHello({ of: 'marc', name: 'HB-MARCD', addedAt: ago(200), lastUsedAt: ago(0.1) }),
      ],
    }),
    /** An administrator who has not registered: the first thing that must be mended. */
    unregisteredAdmin: draft('pedro.salgado', 'Pedro Salgado', 'IT', 'Exchange Administrator', 'Porto'),
    /** An administrator with nothing but text messages. */
    phoneOnlyAdmin: draft('gareth.pryce', 'Gareth Pryce', 'IT', 'Collaboration Engineer', 'Bristol', {
      methods: [sms('+44 7700 900456', 800)],
    }),
    security: draft('samira.okonkwo', 'Samira Okonkwo', 'IT', 'Security Analyst', 'Bristol', {
      methods: [key('samira', 320), app('samira', 'Pixel 8', 320)],
    }),
    securitySecond: draft('wei.zhang', 'Wei Zhang', 'IT', 'Security Engineer', 'Portland', {
      methods: [
        key('wei', 150),
        platformCredential({ of: 'wei', name: 'HB-WEIZ-MAC', addedAt: ago(140), lastUsedAt: ago(0.1) }),
      ],
    }),
    chiefExecutive: draft(
      'henrike.halden',
      'Henrike Halden',
      'Management',
      'Chief Executive Officer',
      'Hamburg',
      { methods: [sms('+49 151 5550100', 1500)] },
    ),
    chiefFinance: draft('olivier.brook', 'Olivier Brook', 'Management', 'Chief Financial Officer', 'Lyon', {
      methods: [app('olivier', 'iPhone 15 Pro', 260)],
    }),
    /** Two people called Alice, and one who is almost called Alice Martin. */
    aliceSchmidt: draft('alice.schmidt', 'Alice Schmidt', 'Finance', 'Controller', 'Hamburg', {
      methods: [app('alice-schmidt', 'iPhone 14', 420)],
    }),
    aliceMoreau: draft('alice.moreau', 'Alice Moreau', 'Marketing', 'Brand Manager', 'Lyon', {
      methods: [sms('+33 6 55501234', 610), email({ address: 'alice@moreau.example', addedAt: ago(610) })],
    }),
    aliceMartin: draft('alice.martin', 'Alice Martin', 'Retail', 'Store Manager', 'Lyon', {
      methods: [app('alice-martin', 'SM-A546B', 330)],
    }),
    aliciaMartin: draft('alicia.martin', 'Alicia Martin', 'Retail', 'Store Manager', 'Valencia'),
    longName: draft(
      'maximiliane.schulze-lindenthal-oberndorfer',
      'Maximiliane-Theodora Schulze-Lindenthal von und zu Oberndorfer-Wittgenstein',
      'Legal',
      'Senior Counsel, Intellectual Property and International Trade Compliance',
      'Hamburg',
    ),
    japanese: draft('hanako.yamamoto', '山本 花子', 'Product Design', 'Materials Engineer', 'Yokohama', {
      givenName: '花子',
      surname: '山本',
    }),
    arabic: draft('fatima.alsuwaidi', 'فاطمة السويدي', 'Retail', 'Store Manager', 'Dubai', {
      givenName: 'فاطمة',
      surname: 'السويدي',
      methods: [sms('+971 50 5550188', 250)],
    }),
    /** A name that a card would show in bold and with a link if it were not escaped. */
    markdown: draft(
      'jo.underscore',
      'Jo *Star* _Under_ [Click](https://example.org) `Tick`',
      'E-Commerce',
      'Web Producer',
      'Portland',
      { methods: [app('jo', 'Pixel 7a', 120)] },
    ),
    apostrophe: draft("siobhan.o'leary", "Siobhán O'Leary", 'Customer Care', 'Care Team Lead', 'Bristol', {
      methods: [app('siobhan', 'iPhone SE', 90)],
    }),
  } satisfies Record<string, AccountDraft>;
}

export type NamedRole = keyof ReturnType<typeof namedDrafts>;

function draft(
  name: string,
  displayName: string,
  department: string,
  jobTitle: string,
  city: string,
  more: Partial<AccountDraft> = {},
): AccountDraft {
  const [givenName = displayName, ...rest] = displayName.split(' ');
  return {
    name,
    displayName,
    givenName,
    surname: rest.join(' '),
    department,
    jobTitle,
    office: officeIn(city),
    ...more,
  };
}

export function namedPeople(now: Date) {
  const drafts = Object.entries(namedDrafts(now)) as [NamedRole, AccountDraft][];
  const named = drafts.map(([role, one]): [NamedRole, NamedPerson] => [
    role,
    { id: accountId(one), userPrincipalName: userPrincipalName(one), displayName: one.displayName },
  ]);
  return {
    accounts: drafts.map(([, one]) => account(one, now)),
    // The keys are those of the drafts.
    named: Object.fromEntries(named) as Record<NamedRole, NamedPerson>,
  };
}
