import assert from 'node:assert/strict';
import type { Scope } from '../../src/triage/diagnosis.ts';
import { readFacts } from '../../src/triage/facts.ts';
import {
  applied,
  badPassword,
  crowd,
  DAY,
  evidence,
  held,
  incident,
  known,
  NO_ANSWER,
  PAYROLL,
  policy,
  push,
  refused,
  signIn,
  text,
  unread,
} from '../support/triage.ts';

type ToldTo = Parameters<typeof evidence>[0];
const scopeOf = (told: ToldTo) => readFacts(evidence(told)).scope;
const unanswered = held(1, push('iPhone', NO_ANSWER));
const device = { policies: known([applied('Healthy devices', 'failure', 'RequireCompliantDevice')]) };

describe('how many are hit', () => {
  const cases: readonly [string, Scope, ToldTo][] = [
    ['nobody else failed', 'person', { signIns: unanswered }],
    ['others could not be read', 'unknown', { signIns: unanswered, others: unread() }],
    ['nothing failed', 'unknown', { signIns: [signIn(1, 0)] }],
    [
      'the failure is older than what is known of others',
      'unknown',
      { signIns: held(30, push('x', NO_ANSWER)) },
    ],
    [
      'everybody’s prompts go unanswered at once in several applications',
      'everybody',
      {
        signIns: unanswered,
        others: [
          ...crowd(26, () => held(1, push(null, NO_ANSWER))),
          ...held(1, push(null, NO_ANSWER), { personId: 'in payroll', application: PAYROLL }),
        ],
      },
    ],
    [
      'a handful of prompts go unanswered, spread over the day',
      'person',
      { signIns: unanswered, others: crowd(12, (index) => held(1 + index * 1.5, push(null, NO_ANSWER))) },
    ],
    [
      'messages fail for several',
      'method',
      {
        signIns: held(1, text('user never entered the verification code')),
        others: crowd(5, () => held(1, text('user never entered the verification code'))),
      },
    ],
    [
      'one policy stops several in the same morning',
      'policy',
      {
        signIns: refused(1, 53000, device),
        others: crowd(5, (index) => refused(1 + index / 2, 53000, device)),
      },
    ],
    [
      'many mistype their passwords',
      'person',
      { signIns: badPassword(1), others: crowd(30, () => badPassword(1)) },
    ],
    [
      'several are sent out of one application',
      'application',
      {
        signIns: refused(1, 80002, { application: PAYROLL }),
        others: crowd(4, () => refused(1, 80001, { application: PAYROLL })),
      },
    ],
  ];
  for (const [told, scope, given] of cases) {
    it(`is “${scope}” when ${told}`, () => {
      assert.equal(scopeOf(given).scope, scope);
      assert.equal(scopeOf(given).common, !['person', 'unknown'].includes(scope));
    });
  }

  it('counts people, not attempts, and never the person asked about', () => {
    const others = [
      ...unanswered,
      ...crowd(2, () => [...held(1.1, push(null, NO_ANSWER)), ...held(1, push(null, NO_ANSWER))]),
    ];
    assert.equal(scopeOf({ signIns: unanswered, others }).alike.length, 2);
  });

  it('finds the change that came before', () => {
    const told = { signIns: refused(1, 53000, device), others: crowd(5, () => refused(1, 53000, device)) };
    assert.equal(scopeOf(told).changed, null);
    const policies = [policy('Healthy devices', { changedAt: signIn(3, 0).at })];
    assert.equal(scopeOf({ ...told, policies }).changed?.id, 'Healthy devices');
  });

  const incidents: readonly [string, boolean, ReturnType<typeof incident>][] = [
    ['that goes on', true, incident(2)],
    ['that Microsoft noticed a little later', true, incident(0.7)],
    ['that began after it', false, incident(0.2)],
    ['that was resolved that day', true, incident(4, { resolved: true })],
    ['that was resolved last week', false, incident(5 * DAY, { resolved: true })],
    ['about something else', false, incident(2, { title: 'Reports of group expiry are late' })],
  ];
  for (const [what, found, one] of incidents) {
    it(`${found ? 'sees' : 'leaves out'} an incident ${what}`, () => {
      assert.equal(scopeOf({ signIns: unanswered, incidents: [one] }).incident !== null, found);
    });
  }
});
