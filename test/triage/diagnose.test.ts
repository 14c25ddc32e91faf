import assert from 'node:assert/strict';
import { diagnose } from '../../src/triage/diagnose.ts';
import type { Evidence } from '../../src/triage/evidence.ts';
import {
  app,
  BUCHAREST,
  badPassword,
  crowd,
  DAY,
  DECLINED,
  evidence,
  held,
  incident,
  LAPTOP,
  MINUTE,
  NO_ANSWER,
  NOT_DELIVERED,
  passed,
  push,
  refused,
  STRANGE_DEVICE,
  signIn,
} from '../support/triage.ts';

describe('a diagnosis', () => {
  const cases: Record<string, [string, Evidence]> = {
    'a new phone': [
      'authenticator-on-old-phone',
      evidence({
        methods: [app('iPhone 11', { version: '6.2.14', added: 1100, used: 4 })],
        signIns: [
          ...passed(4 * DAY, push('iPhone 11')),
          ...held(95 * MINUTE, push('iPhone 11', NOT_DELIVERED)),
          ...held(12 * MINUTE, push('iPhone 11', NO_ANSWER)),
        ],
      }),
    ],
    'a wrong password': [
      'wrong-password',
      evidence({
        methods: [app('iPhone 15')],
        signIns: [...passed(DAY, push('iPhone 15')), ...badPassword(0.5), ...badPassword(0.4)],
      }),
    ],
    'somebody who never registered': ['never-registered', evidence({ signIns: refused(1, 50079) })],
    'a stolen password': [
      'stolen-password-prompts-declined',
      evidence({
        methods: [app('iPhone 15')],
        signIns: [
          ...passed(4, push('iPhone 15')),
          ...held(9, push('iPhone 15', DECLINED), { place: BUCHAREST, device: STRANGE_DEVICE }),
          ...held(8, push('iPhone 15', DECLINED), { place: BUCHAREST, device: STRANGE_DEVICE }),
        ],
      }),
    ],
    'an outage': [
      'service-incident',
      evidence({
        methods: [app('iPhone 15', { used: 1 })],
        incidents: [incident(3)],
        signIns: [...passed(DAY, push('iPhone 15')), ...held(1, push('iPhone 15', NO_ANSWER))],
        others: crowd(8, () => held(1, push('x', NO_ANSWER))),
      }),
    ],
    'an unhealthy device': [
      'device-not-compliant',
      evidence({ signIns: refused(1, 53000, { device: { ...LAPTOP, compliant: false } }) }),
    ],
    'no failure, and so nothing': ['unknown', evidence({ signIns: [signIn(MINUTE, 0)] })],
  };
  for (const [name, [cause, given]] of Object.entries(cases)) {
    it(`finds ${name}`, () => {
      const found = diagnose(given);
      assert.equal(found.cause, cause);
    });
  }
});
