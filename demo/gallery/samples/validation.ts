import type { Texts } from '../../../src/cards/texts.ts';
import {
  toValidationView,
  type ValidationInput,
  type ValidationView,
} from '../../../src/cards/validation.ts';
import { MissingPermission } from '../../../src/errors.ts';
import type { FailureSlot, Part, PartId } from '../../../src/rollout/validation.ts';
import { NOW } from './people.ts';

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY);
const since = { since: { moment: daysAgo(3) } };

const part = (id: PartId, found: Part['found'], state: Part['state'] = 'pass'): Part => ({
  id,
  state,
  found,
  items: [],
  missing: [],
});

const LEFT_OUT = {
  say: 'registration-rate.left-out',
  values: { disabled: 14, guests: 31, mailboxes: 9, excluded: 4 },
} as const;
const HOLDS: readonly Part[] = [
  part('registered', [
    { say: 'validate.everybody', values: { count: 1_204 } },
    { say: 'validate.excused', values: { count: 3 } },
    LEFT_OUT,
  ]),
  part('second-step', [{ say: 'validate.no-password-only', values: since }]),
  part('legacy', [
    { say: 'validate.no-legacy', values: since },
    { say: 'validate.legacy-refused', values: { count: 2 } },
  ]),
  part('break-glass', [
    {
      say: 'validate.proved',
      values: { days: 90, names: ['emergency-1@contoso.com', 'emergency-2@contoso.com'] },
    },
  ]),
  part('clean-log', [{ say: 'validate.clean', values: since }]),
  part('risk', [
    { say: 'validate.risk-stopped', values: { signIns: 37, count: 12, days: 14 } },
    { say: 'validate.risk-passed', values: { signIns: 5, count: 4 } },
  ]),
];

const OPEN: readonly Part[] = [
  part(
    'registered',
    [
      {
        say: 'validate.without',
        values: {
          count: 7,
          people: 1_204,
          names: [
            'alice.weber@contoso.com',
            'jonas.beck@contoso.com',
            'mara.stein@contoso.com',
            'omar.haddad@contoso.com',
          ],
        },
      },
      LEFT_OUT,
    ],
    'open',
  ),
  part(
    'second-step',
    [
      { say: 'validate.password-only', values: { ...since, count: 3 } },
      {
        say: 'validate.hole.place',
        values: { names: ['jonas.beck@contoso.com', 'yuki.tanaka@contoso.com'] },
      },
      { say: 'validate.hole.remembered', values: { names: ['mara.stein@contoso.com'] } },
    ],
    'open',
  ),
  part(
    'legacy',
    [{ say: 'validate.legacy-in', values: { ...since, count: 1, names: ['scanner.floor2@contoso.com'] } }],
    'open',
  ),
  part(
    'break-glass',
    [{ say: 'break-glass-tested.old', values: { days: 90, names: ['emergency-2@contoso.com'] } }],
    'open',
  ),
  part(
    'clean-log',
    [
      {
        say: 'validate.burst',
        values: { at: { moment: daysAgo(2) }, count: 41, cause: { cause: 'device-not-compliant' } },
      },
      {
        say: 'validate.locked-out',
        values: { count: 2, names: ['alice.weber@contoso.com', 'omar.haddad@contoso.com'] },
      },
    ],
    'open',
  ),
  part('risk', [{ say: 'validate.risk-untold' }], 'unknown'),
];

const slots: readonly FailureSlot[] = [21, 34, 28, 30, 26, 8, 5, 31, 64, 44, 38, 12, 9, 14].map(
  (attempts, index) => ({
    from: daysAgo(13 - index),
    cause: index === 8 ? 'device-not-compliant' : 'wrong-password',
    people: Math.ceil(attempts / 2),
    attempts,
  }),
);

const DONE: ValidationInput = {
  organisation: 'Contoso',
  parts: HOLDS,
  registered: { people: 1_204, registered: 1_204 },
  exceptions: [
    { id: '1', name: 'emergency-1@contoso.com', kind: 'emergency', decision: null, owner: null, until: null },
    { id: '2', name: 'emergency-2@contoso.com', kind: 'emergency', decision: null, owner: null, until: null },
    {
      id: '3',
      name: 'scanner.floor2@contoso.com',
      kind: 'service',
      decision: 'certificate',
      owner: 'Rosa Lind',
      until: '2027-02-28',
    },
    { id: '4', name: 'meeting.lisbon@contoso.com', kind: 'device', decision: null, owner: null, until: null },
    {
      id: '5',
      name: 'omar.haddad@contoso.com',
      kind: 'no-phone',
      decision: 'security-key',
      owner: 'Rosa Lind',
      until: '2027-01-31',
    },
    { id: '6', name: 'sync@contoso.com', kind: 'excluded', decision: null, owner: null, until: null },
  ],
  failures: { since: daysAgo(14), slots },
  enforcedAt: daysAgo(3),
  asOf: NOW,
  complete: true,
};

const DENIED = new MissingPermission('AuditLog.Read.All', 'the sign-in log');

export const VALIDATIONS = {
  'all holds': DONE,
  'not done': { ...DONE, parts: OPEN, registered: { people: 1_204, registered: 1_197 } },
  'first what is known': {
    ...DONE,
    parts: HOLDS.slice(3),
    registered: null,
    exceptions: null,
    failures: null,
    complete: false,
  },
  'nothing can be read': {
    ...DONE,
    organisation: null,
    parts: HOLDS.map(({ id }) => ({ ...part(id, [], 'unknown'), missing: [DENIED] })),
    registered: null,
    exceptions: null,
    failures: null,
    enforcedAt: null,
  },
  'nothing open, log too young': {
    ...DONE,
    parts: HOLDS.map((one) =>
      one.id === 'clean-log'
        ? part(
            'clean-log',
            [{ say: 'validate.log-short', values: { at: { moment: daysAgo(1) } } }],
            'unknown',
          )
        : one,
    ),
    failures: { since: daysAgo(1), slots: [] },
    exceptions: [],
  },
  'hostile names': {
    ...DONE,
    organisation: '<script>alert(1)</script> [x](https://evil.example)',
    parts: [
      part(
        'registered',
        [
          {
            say: 'validate.without',
            values: { count: 1, people: 9, names: ['<img src=x onerror=alert(1)>\u202e'] },
          },
        ],
        'open',
      ),
      ...HOLDS.slice(1),
    ],
    registered: { people: 9, registered: 8 },
    exceptions: [
      {
        id: '1',
        name: '"><script>alert(1)</script>',
        kind: 'mailbox',
        decision: 'convert',
        owner: '</td><style>*{}',
        until: '2027-01-31',
      },
    ],
  },
} satisfies Record<string, ValidationInput>;

export const validationSamples = Object.fromEntries(
  Object.entries(VALIDATIONS).map(([state, input]) => [
    state,
    (texts: Texts): ValidationView => toValidationView(input, texts),
  ]),
);
