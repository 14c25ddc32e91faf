import { BUCHAREST, HOTEL_LISBON } from '../company/log-places.ts';
import { EXCHANGE, SECURITY_INFO } from '../company/log-words.ts';
import { POLICY, policy, policyId } from '../company/policies.ts';
import { call, nothingRegistered, push, rightPassword } from '../company/steps.ts';
import { days, HELD, hours, minutes, mustRegister, passed, refused } from './attempts.ts';
import type { Trouble } from './trouble.ts';

const POLICY_OF_TODAY = 'CA13 Shops: MFA from today';
const TODAY_ALONE = [{ name: POLICY_OF_TODAY, result: 'failure' }];

/** Nothing registered, or nothing that may be used. */
export const registrationTroubles: readonly Trouble[] = [
  {
    cause: 'never-registered',
    story: 'Clicked the registration away each time, and is asked for a second step that does not exist.',
    who: {
      name: 'tim.wegner',
      displayName: 'Tim Wegner',
      city: 'Hamburg',
      department: 'Retail',
      title: 'Sales Associate',
    },
    signIns: [
      ...mustRegister(days(1)),
      ...mustRegister(minutes(45), { steps: [rightPassword, nothingRegistered] }),
    ],
    audits: () => [
      {
        ago: days(1),
        activity: 'User canceled security info registration',
        service: 'Authentication Methods',
      },
    ],
  },
  {
    cause: 'registration-blocked-by-policy',
    story: 'Tries to register from a hotel, which is allowed in the offices only.',
    who: {
      name: 'elena.fuster',
      displayName: 'Elena Fuster',
      city: 'Valencia',
      department: 'Marketing',
      title: 'Photographer',
    },
    signIns: [
      ...mustRegister(hours(3), { place: HOTEL_LISBON }),
      ...refused(hours(2.9), 53010, {
        app: SECURITY_INFO,
        place: HOTEL_LISBON,
        policies: [{ name: POLICY.registration, result: 'failure', controls: ['Block'] }],
      }),
    ],
  },
  {
    cause: 'registration-blocked-by-risk',
    story: 'May not register: the account is judged risky after a sign-in from Romania.',
    who: {
      name: 'sergej.novak',
      displayName: 'Sergej Novak',
      city: 'Hamburg',
      department: 'Logistics',
      title: 'Customs Specialist',
    },
    signIns: [
      ...mustRegister(hours(9), { place: BUCHAREST }),
      ...refused(hours(1), 53004, {
        app: SECURITY_INFO,
        risk: { level: 'high', state: 'atRisk', events: ['unfamiliarFeatures'] },
      }),
    ],
    risk: {
      level: 'high',
      state: 'atRisk',
      detections: [
        {
          ago: hours(9),
          event: 'unfamiliarFeatures',
          ip: BUCHAREST.ip,
          city: BUCHAREST.city,
          country: BUCHAREST.country,
        },
      ],
    },
  },
  {
    cause: 'methods-reset-by-admin',
    story:
      'The helpdesk removed the old phone on request, and nobody said that a new one must be registered.',
    who: {
      name: 'britta.clasen',
      displayName: 'Britta Clasen',
      city: 'Hamburg',
      department: 'Legal',
      title: 'Compliance Officer',
    },
    signIns: [...passed(days(6), push('Pixel 6')), ...mustRegister(hours(2)), ...mustRegister(minutes(30))],
    audits: ({ helpdesk }) => [
      {
        ago: hours(20),
        activity: 'Admin deleted security info',
        service: 'Authentication Methods',
        by: helpdesk,
        from: '198.51.100.14',
        reason: 'Admin deleted Authenticator App with Notification and Code method for user',
      },
    ],
  },
  {
    cause: 'policy-before-registration',
    story: 'A policy for the shops was switched on this morning, and most of the shops had not registered.',
    who: {
      name: 'paula.ribeiro',
      displayName: 'Paula Ribeiro',
      city: 'Porto',
      department: 'Retail',
      title: 'Store Manager',
    },
    alsoHit: [
      ['renato.freitas', 'Renato Freitas', 'Porto'],
      ['claire.dumont', 'Claire Dumont', 'Lyon'],
      ['pol.ferrer', 'Pol Ferrer', 'Valencia'],
      ['gesa.harms', 'Gesa Harms', 'Hamburg'],
      ['owen.bright', 'Owen Bright', 'Bristol'],
      ['dana.kimball', 'Dana Kimball', 'Portland'],
    ].map(([name = '', displayName = '', city = '']) => ({
      name,
      displayName,
      city,
      department: 'Retail',
      title: 'Sales Associate',
      outsidePilot: true,
    })),
    signIns: [
      ...mustRegister(hours(3.5), { policies: TODAY_ALONE }),
      ...mustRegister(hours(2.5), { policies: TODAY_ALONE }),
    ],
    audits: ({ admin }) => [
      {
        ago: hours(4),
        activity: 'Add conditional access policy',
        service: 'Conditional Access',
        by: admin,
        from: '198.51.100.14',
        target: { type: 'Policy', id: policyId(POLICY_OF_TODAY), name: POLICY_OF_TODAY },
      },
    ],
    tenant: (company, now) => {
      company.policies.push({
        ...policy({ name: POLICY_OF_TODAY, state: 'enabled', users: { includeUsers: ['All'] } }),
        createdDateTime: new Date(now.getTime() - hours(4)).toISOString(),
        modifiedDateTime: new Date(now.getTime() - hours(4)).toISOString(),
      });
    },
    alone: 'a policy that covers everybody since this morning would stand in everybody else’s evidence',
  },
  {
    cause: 'method-disabled-by-policy',
    story: 'Always answered calls to the desk phone, until calls were switched off for the whole tenant.',
    who: {
      name: 'gudrun.tietz',
      displayName: 'Gudrun Tietz',
      city: 'Hamburg',
      department: 'Finance',
      title: 'Payroll Specialist',
    },
    alsoHit: [
      {
        name: 'erwin.stahl',
        displayName: 'Erwin Stahl',
        city: 'Hamburg',
        department: 'Finance',
        title: 'Accountant',
      },
      {
        name: 'monika.dreyer',
        displayName: 'Monika Dreyer',
        city: 'Hamburg',
        department: 'Finance',
        title: 'Controller',
      },
    ],
    methods: ({ phone }) => [phone('+49 40 5550133', { added: days(1200), used: days(4) }, 'office')],
    signIns: [
      ...passed(days(4), call('+XX XXXXXXX33')),
      ...mustRegister(days(1.2)),
      ...mustRegister(hours(4)),
    ],
    audits: ({ admin }) => [
      {
        ago: days(2),
        activity: 'Authentication Methods Policy Update',
        service: 'Authentication Methods',
        category: 'ApplicationManagement',
        by: admin,
        from: '198.51.100.14',
        target: { type: 'Policy', id: 'authenticationMethodsPolicy', name: 'Authentication Methods Policy' },
        changed: [{ name: 'Voice.state', from: '"enabled"', to: '"disabled"' }],
      },
    ],
  },
  {
    cause: 'per-user-mfa-left-on',
    story: 'Is asked by an old per-user setting that nobody remembers; no policy wants it.',
    who: {
      name: 'wolfram.eckert',
      displayName: 'Wolfram Eckert',
      city: 'Hamburg',
      department: 'Manufacturing',
      title: 'Production Planner',
      outsidePilot: true,
      perUserMfaState: 'enforced',
    },
    methods: ({ phone }) => [phone('+49 151 5550119', { added: days(1800), used: days(30) })],
    signIns: refused(hours(5), 50076, {
      app: EXCHANGE,
      client: 'Mobile Apps and Desktop clients',
      requiredBy: 'user',
      policies: [],
    }),
  },
  {
    cause: 'security-defaults-registration',
    story: 'Security defaults were switched on yesterday, and the registration has not been done.',
    who: {
      name: 'florian.kast',
      displayName: 'Florian Kast',
      city: 'Hamburg',
      department: 'Retail',
      title: 'Sales Associate',
      outsidePilot: true,
    },
    signIns: mustRegister(hours(1), {
      policies: [],
      requiredBy: 'mfaRegistrationRequiredBySecurityDefaults',
    }),
    audits: ({ admin }) => [
      {
        ago: days(1),
        activity: 'Update security defaults',
        service: 'Core Directory',
        category: 'Policy',
        by: admin,
        target: { type: 'Policy', id: '00000000-0000-0000-0000-000000000005', name: 'Security Defaults' },
      },
    ],
    tenant: (company) => {
      company.securityDefaults = { ...company.securityDefaults, isEnabled: true };
      company.policies = [];
    },
    alone: 'security defaults cannot stand beside Conditional Access policies',
  },
  {
    cause: 'temporary-access-pass-unusable',
    story: 'Got a pass for one hour yesterday and tries to use it today.',
    who: {
      name: 'merle.jacobs',
      displayName: 'Merle Jacobs',
      city: 'Hamburg',
      department: 'E-Commerce',
      title: 'Web Producer',
      createdDaysAgo: 3,
    },
    methods: ({ pass }) => [
      pass({ added: days(1), starts: days(1), minutes: 60, once: true, usability: 'Expired' }),
    ],
    signIns: refused(minutes(25), 130504, {
      steps: [
        {
          method: 'Temporary Access Pass',
          detail: null,
          first: true,
          succeeded: false,
          result: 'Your Temporary Access Pass has expired',
        },
      ],
      policies: HELD,
      app: SECURITY_INFO,
    }),
    audits: ({ helpdesk }) => [
      {
        ago: days(1),
        activity: 'Admin registered security info',
        service: 'Authentication Methods',
        by: helpdesk,
        from: '198.51.100.14',
        reason: 'Admin registered temporary access pass method for user',
      },
    ],
  },
];
