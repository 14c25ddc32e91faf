import assert from 'node:assert/strict';
import { exceptionsPlanned } from '../../../src/rollout/gates/exceptions-planned.ts';
import { createLegacyCounter } from '../../../src/rollout/legacy-auth.ts';
import type { Facts } from '../../../src/rollout/ports.ts';
import { AT, account, daysAgo, judged, reported, says } from '../../support/report-gates.ts';

const staff = Array.from({ length: 10 }, (_, index) => account(`staff-${index}`));

function legacyOf(personId: string | null): Facts['legacy'] {
  const counter = createLegacyCounter();
  if (personId !== null) {
    const row = { personId, userPrincipalName: personId, displayName: personId, ip: '198.51.100.1', code: 0 };
    const how = { protocol: 'Authenticated SMTP', application: '', device: null, at: daysAgo(1) };
    counter.add({ ...row, ...how }, { nonInteractive: false });
  }
  return { report: counter.report({ days: 30, since: daysAgo(30), asOf: AT }), withoutNonInteractive: null };
}

function facts(...others: Parameters<typeof account>[]): Partial<Facts> {
  const members = [...staff, ...others.map((one) => account(...one))];
  return { roster: { members, guests: 0, disabled: 0 }, legacy: legacyOf(null) };
}

const why = (...given: Parameters<typeof judged>) =>
  judged(...given).items.map(({ id, said }) => [id, said?.say.replace('exceptions-planned.item.', '')]);

describe('the gate of exceptions', () => {
  it('takes no administrator for a shared mailbox', () => {
    const found = facts(['ada', { licences: [] }], ['orders', { licences: [] }]);
    const registrations = reported(['ada', 'passkey', true]);
    assert.deepEqual(why(exceptionsPlanned, { ...found, registrations }), [['orders', 'mailbox']]);
  });

  it('finds what nobody can answer a prompt for, each by its own sign', () => {
    const cloudOnly = { licences: [], mailbox: false };
    const found = {
      ...facts(
        ['orders', { licences: [] }],
        ['room', { licences: ['rooms'] }],
        ['connect', cloudOnly],
        ['backup', { ...cloudOnly, passwordNeverExpires: true }],
        ['probe', cloudOnly],
        ['printer', {}],
      ),
      deviceLicences: new Set(['rooms']),
      roleHoldings: [
        {
          templateId: 'd29b2b05-8046-44ba-8758-1e26182fcf32',
          role: 'Directory Synchronization Accounts',
          holderId: 'CONNECT',
          toGroup: false,
          wholeTenant: true,
        },
      ],
      lastUse: new Map([['probe', { interactive: null, any: daysAgo(1) }]]),
      legacy: legacyOf('printer'),
    };
    assert.equal(judged(exceptionsPlanned, found).status, 'fail');
    assert.deepEqual(why(exceptionsPlanned, found), [
      ['orders', 'mailbox'],
      ['room', 'device'],
      ['connect', 'sync'],
      ['backup', 'service'],
      ['probe', 'service'],
      ['printer', 'machine'],
    ]);
  });

  it('takes no administrator without a licence for a machine, nor anybody by a name', () => {
    const given = facts(
      ['cloud-admin', { licences: [], mailbox: false, passwordNeverExpires: true }],
      ['svc-somebody', { licences: [], mailbox: false }],
    );
    const registrations = reported(['cloud-admin', 'registered', true]);
    assert.equal(judged(exceptionsPlanned, { ...given, registrations }).status, 'pass');
  });

  it('passes what is in the group of exceptions, and says how many', () => {
    const given = facts(['orders', { licences: [] }]);
    const finding = judged(exceptionsPlanned, { ...given, plannedExceptions: [{ id: 'orders', name: 'o' }] });
    assert.deepEqual([finding.status, says(finding)], ['pass', ['none', 'planned']]);
  });

  it('takes what somebody has decided in the register as planned', () => {
    const given = facts(['orders', { licences: [] }], ['press', { licences: [] }]);
    const finding = (...decided: string[]) =>
      judged(exceptionsPlanned, { ...given, decidedExceptions: new Set(decided) });
    assert.deepEqual(
      [finding('orders', 'press').status, says(finding('orders', 'press'))],
      ['pass', ['none', 'planned']],
    );
    assert.equal(finding('orders').status, 'warn');
    assert.equal(finding('somebody-else').status, 'fail');
  });

  it('says that the register could not be read only where that may have mattered', () => {
    const unread = (given: Partial<Facts>) => judged(exceptionsPlanned, given, ['decidedExceptions']);
    assert.equal(unread(facts()).status, 'pass');
    const finding = unread(facts(['orders', { licences: [] }]));
    assert.deepEqual([finding.status, finding.missing?.length], ['fail', 1]);
  });

  it('warns of one that was overlooked, where others are planned', () => {
    const given = facts(['orders', { licences: [] }], ['press', { licences: [] }]);
    const finding = judged(exceptionsPlanned, { ...given, plannedExceptions: [{ id: 'orders', name: 'o' }] });
    assert.equal(finding.status, 'warn');
  });

  it('does not pass where half of the signs could not be read', () => {
    const finding = judged(exceptionsPlanned, facts(), ['lastUse', 'legacy']);
    assert.equal(finding.status, 'unknown');
    assert.equal(judged(exceptionsPlanned, facts(['o', { licences: [] }]), ['lastUse']).status, 'fail');
  });
});
