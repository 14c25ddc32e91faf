import assert from 'node:assert/strict';
import { weakMethodsOnly } from '../../../src/rollout/gates/weak-methods-only.ts';
import { judged, people, says, valuesOf } from '../../support/report-gates.ts';

describe('the gate of text messages', () => {
  it('passes where nobody depends on them', () => {
    assert.equal(judged(weakMethodsOnly, people({ registered: 10, none: 5 })).status, 'pass');
  });

  it('warns of a few and fails with many, names the first twenty and the day', () => {
    assert.equal(judged(weakMethodsOnly, people({ registered: 90, 'phone-only': 10 })).status, 'warn');
    const many = judged(weakMethodsOnly, people({ registered: 100, 'phone-only': 40 }));
    assert.deepEqual([many.status, says(many), many.items.length], ['fail', ['some'], 20]);
    assert.deepEqual(valuesOf(many, 'some'), { count: 40, people: 140, day: '2027-02-01' });
  });

  it('fails for anybody once the day has come', () => {
    const { roster, registrations } = people({ registered: 90, 'phone-only': 1 });
    const known = <Value>(value: Value) => ({ known: true, value }) as const;
    const facts = {
      roster: known(roster),
      registrations: known(registrations),
      emergency: known([]),
      plannedExceptions: known([]),
      deviceLicences: known(new Set<string>()),
    };
    const finding = weakMethodsOnly.judge(facts, new Date('2027-02-01T00:00:00Z'));
    assert.deepEqual([finding.status, says(finding)], ['fail', ['over']]);
  });
});
