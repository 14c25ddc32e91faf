import { HOTEL_LISBON, NO_BROWSER, OWN_LAPTOP, PRIVATE_MAC, SHENZHEN } from '../company/log-places.ts';
import { EXCHANGE, OFFICE_HOME, PAYROLL, VPN, WINDOWS } from '../company/log-words.ts';
import { strengths } from '../company/methods-policy.ts';
import { POLICY, policy } from '../company/policies.ts';
import { roleAssignment } from '../company/roles.ts';
import { DENIED, externalStep, helloStep, push, rightPassword } from '../company/steps.ts';
import { days, HELD, held, hours, minutes, NOT_REACHED, PASSED, passed, refused } from './attempts.ts';
import type { Trouble } from './trouble.ts';

const PROVIDER_POLICY = 'CA14 Partner portal: TrustKey';
const EXTERNAL = 'TrustKey MFA';

/** The device, the policy or the application said no. */
export const deviceTroubles: readonly Trouble[] = [
  {
    cause: 'device-not-compliant',
    story: 'MFA worked; the laptop has missed its updates and payroll wants a healthy one.',
    who: {
      name: 'cornelia.brass',
      displayName: 'Cornelia Brass',
      city: 'Hamburg',
      department: 'Finance',
      title: 'Payroll Specialist',
    },
    methods: ({ app }) => [app('iPhone 15', { added: days(200), used: hours(2) })],
    signIns: [
      ...passed(hours(5), push('iPhone 15')),
      ...refused(hours(2), 53000, {
        app: PAYROLL,
        device: { ...OWN_LAPTOP, compliant: false },
        steps: [rightPassword, push('iPhone 15')],
        policies: [
          ...PASSED,
          { name: POLICY.compliant, result: 'failure', controls: ['RequireCompliantDevice'] },
        ],
      }),
    ],
  },
  {
    cause: 'device-not-managed',
    story: 'Tries the ERP on the private Mac.',
    who: {
      name: 'leonie.frings',
      displayName: 'Leonie Frings',
      city: 'Hamburg',
      department: 'Finance',
      title: 'Controller',
    },
    methods: ({ app }) => [app('iPhone 14', { added: days(260), used: hours(3) })],
    signIns: refused(hours(3), 53001, {
      app: {
        name: 'Haldenbrook ERP',
        id: '0a7bdc5c-7b57-40be-9939-d4c5fc7cd417',
        resource: 'Haldenbrook ERP',
      },
      device: PRIVATE_MAC,
      steps: [rightPassword, push('iPhone 14')],
      policies: [
        ...PASSED,
        { name: POLICY.managed, result: 'failure', controls: ['RequireDomainJoinedDevice'] },
      ],
    }),
  },
  {
    cause: 'device-disabled-or-deleted',
    story: 'Windows Hello stopped working: the laptop was removed from the directory in a clean-up.',
    who: {
      name: 'bruno.salles',
      displayName: 'Bruno Salles',
      city: 'Florianópolis',
      department: 'Manufacturing',
      title: 'Production Planner',
    },
    methods: ({ hello, app }) => [
      hello('HB-BRUNOS', { added: days(400), used: days(2) }),
      app('Pixel 7a', { added: days(400), used: days(20) }),
    ],
    signIns: refused(hours(2), 135011, {
      app: WINDOWS,
      device: { ...OWN_LAPTOP, name: 'HB-BRUNOS' },
      steps: [helloStep(false)],
      policies: NOT_REACHED,
    }),
    audits: ({ admin }) => [
      {
        ago: days(1),
        activity: 'Disable device',
        service: 'Core Directory',
        category: 'Device',
        by: admin,
        target: { type: 'Device', id: '6f1f3c5e-52b9-4d0e-9c0f-1f4f2a9b7c11', name: 'HB-BRUNOS' },
      },
    ],
  },
  {
    cause: 'windows-hello-or-passkey-lost',
    story: 'The mainboard was replaced, and the PIN is refused since.',
    who: {
      name: 'aoi.mizuno',
      displayName: '水野 葵',
      city: 'Yokohama',
      department: 'Product Design',
      title: 'Materials Engineer',
    },
    methods: ({ hello, phone }) => [
      hello('HB-AOIM', { added: days(600), used: days(3) }),
      phone('+81 90 55500142', { added: days(600) }),
    ],
    signIns: refused(hours(4), 130004, { app: WINDOWS, steps: [helloStep(false)], policies: NOT_REACHED }),
  },
  {
    cause: 'legacy-authentication',
    story: 'The mail app of an old phone cannot show a sign-in page and is blocked.',
    who: {
      name: 'gerd.nissen',
      displayName: 'Gerd Nissen',
      city: 'Hamburg',
      department: 'Logistics',
      title: 'Warehouse Lead',
    },
    methods: ({ app }) => [app('iPhone 8', { version: '6.7.1', added: days(350), used: days(1) })],
    signIns: [
      ...passed(days(1), push('iPhone 8')),
      ...[hours(8), hours(5), hours(1)].flatMap((ago) =>
        refused(ago, 53003, {
          app: EXCHANGE,
          device: NO_BROWSER,
          client: 'IMAP4',
          policies: [{ name: POLICY.legacy, result: 'failure', controls: ['Block'] }],
        }),
      ),
    ],
  },
  {
    cause: 'authentication-strength-not-met',
    story: 'Holds a privileged role since yesterday, which wants a passkey; the app alone is not enough.',
    who: {
      name: 'lars.engel',
      displayName: 'Lars Engel',
      city: 'Hamburg',
      department: 'IT',
      title: 'Systems Engineer',
    },
    methods: ({ app }) => [app('Pixel 9', { added: days(140), used: hours(2) })],
    signIns: refused(hours(2), 53003, {
      app: OFFICE_HOME,
      steps: [rightPassword, push('Pixel 9')],
      policies: [
        ...PASSED,
        { name: POLICY.strength, result: 'failure', controls: [String(strengths[2]?.displayName)] },
      ],
      requiredBy: 'authenticationStrengths',
    }),
    tenant: (company, _now, account) => {
      company.roleAssignments.push(roleAssignment('Privileged Role Administrator', account.id));
    },
  },
  {
    cause: 'blocked-by-location-policy',
    story: 'Travels through a country where the company does not work, and is blocked there.',
    who: {
      name: 'pieter.claes',
      displayName: 'Pieter Claes',
      city: 'Bristol',
      department: 'Product Design',
      title: 'Product Designer',
    },
    methods: ({ app }) => [app('iPhone 15', { added: days(310), used: days(1) })],
    signIns: [
      ...passed(days(1), push('iPhone 15')),
      ...[hours(2), hours(1)].flatMap((ago) =>
        refused(ago, 53003, {
          place: SHENZHEN,
          steps: [rightPassword, push('iPhone 15')],
          policies: [...PASSED, { name: POLICY.places, result: 'failure', controls: ['Block'] }],
        }),
      ),
    ],
  },
  {
    cause: 'application-not-assigned',
    story: 'Gets into everything except payroll, where the account is not assigned.',
    who: {
      name: 'noelle.guerin',
      displayName: 'Noëlle Guérin',
      city: 'Lyon',
      department: 'People & Culture',
      title: 'People Partner',
    },
    methods: ({ app }) => [app('iPhone 13', { added: days(270), used: hours(1) })],
    signIns: [
      ...passed(hours(3), push('iPhone 13')),
      ...refused(hours(1), 50105, {
        app: PAYROLL,
        steps: [rightPassword, push('iPhone 13')],
        policies: PASSED,
      }),
    ],
  },
  {
    cause: 'nps-or-radius-mismatch',
    story: 'Only the VPN fails: its gateway asks for an approval where the app wants a number.',
    who: {
      name: 'callum.reid',
      displayName: 'Callum Reid',
      city: 'Bristol',
      department: 'E-Commerce',
      title: 'Software Developer',
    },
    methods: ({ app, codes }) => [
      app('Pixel 8', { added: days(240), used: hours(6) }),
      codes({ added: days(240) }),
    ],
    signIns: [
      ...passed(hours(6), push('Pixel 8')),
      ...[hours(5), hours(4.5)].flatMap((ago) =>
        held(ago, push('Pixel 8', DENIED.noAnswer), {
          app: VPN,
          device: NO_BROWSER,
          policies: [],
          place: HOTEL_LISBON,
          more: { tokenIssuerType: 'NPSExtension', tokenIssuerName: 'Azure MFA NPS Extension' },
        }),
      ),
    ],
  },
  {
    cause: 'external-mfa-provider',
    story: 'The partner portal asks TrustKey, which answers without what was asked for.',
    who: {
      name: 'hanna.sorensen',
      displayName: 'Hanna Sørensen',
      city: 'Hamburg',
      department: 'Legal',
      title: 'Legal Counsel',
    },
    methods: ({ provider, app }) => [
      provider(EXTERNAL, { added: days(60), used: days(2) }),
      app('iPhone 15', { added: days(300), used: days(1) }),
    ],
    signIns: [
      { ago: hours(2) + 30_000, code: 50158, attempt: 'provider', steps: [rightPassword], policies: HELD },
      {
        ago: hours(2),
        code: 50161,
        attempt: 'provider',
        steps: [rightPassword, externalStep(EXTERNAL, DENIED.service)],
        policies: [{ name: PROVIDER_POLICY, result: 'failure', controls: [EXTERNAL] }],
      },
    ],
    tenant: (company) => {
      company.policies.push(
        policy({
          name: PROVIDER_POLICY,
          state: 'enabled',
          users: { includeGroups: [company.groups.pilot?.id ?? ''] },
          applications: { includeApplications: ['7c2f59d5-0f0f-4a3c-8f8f-2f6a3a1e9d10'] },
        }),
      );
    },
  },
  {
    cause: 'service-incident',
    story: 'Last week nobody got a prompt for two hours; Microsoft had an incident.',
    who: {
      name: 'wiebke.funke',
      displayName: 'Wiebke Funke',
      city: 'Hamburg',
      department: 'Customer Care',
      title: 'Care Team Lead',
    },
    alsoHit: [
      ['arnaud.blanc', 'Arnaud Blanc', 'Lyon'],
      ['nerea.sanz', 'Nerea Sanz', 'Valencia'],
      ['beatriz.lobo', 'Beatriz Lobo', 'Porto'],
      ['imogen.hale', 'Imogen Hale', 'Bristol'],
      ['kyle.barrett', 'Kyle Barrett', 'Portland'],
    ].map(([name = '', displayName = '', city = '']) => ({
      name,
      displayName,
      city,
      department: 'Customer Care',
      title: 'Customer Care Agent',
    })),
    methods: ({ app }) => [app('Pixel 8', { added: days(350), used: days(1) })],
    signIns: [
      ...held(days(6), push('Pixel 8', DENIED.service)),
      ...held(days(6) - minutes(20), push('Pixel 8', DENIED.service)),
    ],
    tenant: (company, now) => {
      const at = (ago: number) => new Date(now.getTime() - ago).toISOString();
      company.healthIssues.push({
        id: 'MO1091533',
        title: 'Some users may be unable to complete multifactor authentication',
        service: 'Microsoft Entra',
        feature: 'Sign-in',
        featureGroup: 'Authentication',
        classification: 'incident',
        origin: 'microsoft',
        status: 'serviceRestored',
        isResolved: true,
        impactDescription: 'Users may not receive notifications from Microsoft Authenticator.',
        startDateTime: at(days(6) + hours(1)),
        endDateTime: at(days(6) - hours(1)),
        lastModifiedDateTime: at(days(5)),
        details: [],
        posts: [
          {
            createdDateTime: at(days(6)),
            postType: 'regular',
            description: {
              contentType: 'html',
              content: 'We are investigating reports that notifications are not delivered.',
            },
          },
        ],
      });
    },
  },
  {
    cause: 'licence-missing',
    story: 'The tenant has no P1: the sign-in log cannot be read at all.',
    who: {
      name: 'eike.jessen',
      displayName: 'Eike Jessen',
      city: 'Hamburg',
      department: 'Logistics',
      title: 'Dispatch Planner',
    },
    methods: ({ app }) => [app('Pixel 8', { added: days(40) })],
    alone: 'it is about the tenant: start it without licences',
  },
];
