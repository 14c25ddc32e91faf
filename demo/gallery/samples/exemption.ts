import {
  type ExemptionInput,
  type ExemptionView,
  toExemptionCaseView,
  toExemptionView,
} from '../../../src/cards/exemption.ts';
import type { Texts } from '../../../src/cards/texts.ts';
import type { ExemptionRequest, ExemptionRisk } from '../../../src/rollout/exemption.ts';
import { ALICE, NOW } from './people.ts';

const DAY = 86_400_000;
const REQUEST: ExemptionRequest = {
  id: 'ef000000-0000-4000-8000-000000000001',
  personId: ALICE.id,
  personName: ALICE.displayName,
  signInName: ALICE.userPrincipalName,
  askedBy: 'a0000000-0000-4000-8000-000000000007',
  askedByName: 'Rosa Lind',
  askedAt: NOW,
  decision: 'not-exempted',
  decidedBy: 'muster',
  offered: [],
  help: null,
};
const RISK: ExemptionRisk = {
  person: ALICE,
  breakGlass: false,
  roles: [],
  foreign: { failures: 0, countries: 0 },
  risk: 'none',
  offers: ['windows-hello', 'passkey', 'security-key'],
  policyKnown: true,
};
const LEADER = { ...ALICE, jobTitle: 'Managing Director', department: 'Executive Board' };
const TALKED = { askedBy: ALICE.id, askedAt: new Date(NOW.getTime() - 2 * DAY), closed: null };
const EARLIER: ExemptionRequest = {
  ...REQUEST,
  id: 'ef000000-0000-4000-8000-000000000002',
  askedAt: new Date(NOW.getTime() - 40 * DAY),
  offered: ['passkey'],
};

const shown =
  (
    risk: Partial<ExemptionRisk> | null,
    more: Partial<ExemptionInput> = {},
    request: Partial<ExemptionRequest> = {},
  ) =>
  (texts: Texts) =>
    toExemptionView(
      {
        answer: { request: { ...REQUEST, ...request }, earlier: [], lastProof: null },
        risk: risk && { ...RISK, ...risk },
        whole: true,
        own: false,
        asOf: NOW,
        ...more,
      },
      texts,
    );
const emergency = (lastProof: Date | null) =>
  shown(null, {
    answer: {
      request: { ...REQUEST, personName: 'Emergency Access North', decision: 'exempt-by-design' },
      earlier: [{ ...EARLIER, decision: 'exempt-by-design' }],
      lastProof,
    },
  });
const done = { ...TALKED, closed: { by: ALICE.id, at: NOW } };

export const exemptionSamples = {
  reading: shown(null, { whole: false }),
  'half known': shown({ foreign: null, risk: null, policyKnown: false, offers: [] }, { whole: false }),
  'somebody of finance': shown({}),
  'a director under attack, asked before': shown(
    {
      person: LEADER,
      roles: [
        'Global Administrator',
        'Exchange Administrator',
        'User Administrator',
        'Billing Administrator',
      ],
      foreign: { failures: 214, countries: 9 },
      risk: 'at-risk',
    },
    {
      answer: {
        request: REQUEST,
        earlier: [EARLIER, { ...EARLIER, id: REQUEST.id, offered: [] }],
        lastProof: null,
      },
    },
  ),
  'in other hands': shown({ risk: 'compromised', foreign: { failures: 3, countries: 1 } }),
  'settled risk, no easier way allowed': shown({ risk: 'settled', offers: [] }),
  'hardly anything readable': shown({
    person: { ...ALICE, mail: null, department: null, jobTitle: null },
    roles: null,
    foreign: null,
    risk: null,
    offers: [],
    policyKnown: false,
  }),
  'about oneself': shown({ risk: 'at-risk' }, { own: true }),
  'talk asked for': shown({}, {}, { help: TALKED }),
  'talk done': shown({}, {}, { help: done }),
  'emergency account, tested': emergency(new Date(NOW.getTime() - 41 * DAY)),
  'emergency account, never tested': emergency(null),
  'hostile names': shown(
    { person: { ...ALICE, jobTitle: '[CEO](https://evil.example)', department: '**<at>all</at>**' } },
    {},
    { personName: '`Eve` ![x](https://evil.example)', askedByName: '_Mallory_ # 1' },
  ),
  'for the helpdesk': (texts: Texts) =>
    toExemptionCaseView(
      { request: { ...REQUEST, offered: RISK.offers, help: TALKED }, closedBy: null },
      texts,
    ),
  'for the helpdesk, done': (texts: Texts) =>
    toExemptionCaseView({ request: { ...REQUEST, help: done }, closedBy: 'Sam Ortiz' }, texts),
  'for the helpdesk, done by somebody unnamed': (texts: Texts) =>
    toExemptionCaseView({ request: { ...REQUEST, help: done }, closedBy: null }, texts),
} satisfies Record<string, (texts: Texts) => ExemptionView>;
