import assert from 'node:assert/strict';
import { registrationRate } from '../../../src/rollout/gates/registration-rate.ts';
import { account, judged, people, reported, says, valuesOf } from '../../support/report-gates.ts';

describe('the gate of the registration rate', () => {
  for (const [none, status] of [
    [5, 'pass'],
    [6, 'warn'],
    [10, 'warn'],
    [11, 'fail'],
  ] as const) {
    it(`is “${status}” with ${none} of a hundred missing`, () => {
      const facts = people({ none, 'phone-only': 10, registered: 90 - none });
      assert.equal(judged(registrationRate, facts).status, status);
    });
  }

  it('never rounds up to the goal', () => {
    const finding = judged(registrationRate, people({ none: 504, registered: 9496 }));
    assert.equal(finding.status, 'warn');
    assert.equal(valuesOf(finding, 'rate')?.rate, 0.949);
    assert.deepEqual(finding.fix[0]?.values, { count: 4 });
  });

  it('counts who is not in the report yet as not registered, and says so', () => {
    const { roster, registrations } = people({ registered: 10 });
    const members = [...roster.members, account('new')];
    const finding = judged(registrationRate, { roster: { ...roster, members }, registrations });
    assert.deepEqual([finding.status, valuesOf(finding, 'unreported')], ['warn', { count: 1 }]);
  });

  it('leaves out mailboxes, rooms, emergency and excluded accounts, and says how many', () => {
    const { roster, registrations } = people({ registered: 10 });
    const members = [
      ...roster.members,
      account('orders', { licences: [] }),
      account('room', { licences: ['rooms'] }),
      account('scanner'),
    ];
    const finding = judged(registrationRate, {
      roster: { members, guests: 3, disabled: 4 },
      registrations,
      deviceLicences: new Set(['rooms']),
      plannedExceptions: [{ id: 'scanner', name: 'scanner' }],
    });
    assert.equal(finding.status, 'pass');
    assert.deepEqual(valuesOf(finding, 'left-out'), { disabled: 4, guests: 3, mailboxes: 2, excluded: 1 });
  });

  it('takes nobody for a mailbox where hardly anybody has a licence', () => {
    const members = ['a', 'b', 'c'].map((id) => account(id, { licences: [] }));
    const registrations = reported(['a', 'registered'], ['b', 'registered'], ['c', 'registered']);
    const finding = judged(registrationRate, { roster: { members, guests: 0, disabled: 0 }, registrations });
    assert.equal(valuesOf(finding, 'rate')?.people, 3);
  });

  it('does not pass a tenant without people', () => {
    const finding = judged(registrationRate, {});
    assert.deepEqual([finding.status, says(finding)], ['warn', ['nobody']]);
  });
});
