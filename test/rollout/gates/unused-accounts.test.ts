import assert from 'node:assert/strict';
import { unusedAccounts } from '../../../src/rollout/gates/unused-accounts.ts';
import { account, daysAgo, judged, reported, says } from '../../support/report-gates.ts';

const members = [
  account('here'),
  account('by-programs'),
  account('gone'),
  account('never'),
  account('new', { createdAt: daysAgo(5) }),
  account('ageless', { createdAt: null }),
];
const roster = { members, guests: 0, disabled: 0 };
const lastUse = new Map([
  ['here', { interactive: daysAgo(1), any: daysAgo(1) }],
  ['by-programs', { interactive: daysAgo(300), any: daysAgo(2) }],
  ['gone', { interactive: daysAgo(91), any: daysAgo(91) }],
]);

describe('the gate of unused accounts', () => {
  it('finds who has not come for ninety days or never came, but nobody who is new', () => {
    const registrations = reported(['gone', 'registered'], ['never', 'registered']);
    const finding = judged(unusedAccounts, { roster, lastUse, registrations });
    assert.equal(finding.status, 'warn');
    assert.deepEqual(
      finding.items.map(({ id, said }) => [id, said?.say]),
      [
        ['gone', 'unused-accounts.item.last'],
        ['never', 'unused-accounts.item.never'],
      ],
    );
    assert.deepEqual(says(finding), ['some', 'never']);
  });

  it('fails where one of them has nothing registered: the next with its password could register', () => {
    const finding = judged(unusedAccounts, { roster, lastUse, registrations: reported(['gone', 'passkey']) });
    assert.deepEqual([finding.status, says(finding)], ['fail', ['some', 'never', 'open']]);
    assert.equal(judged(unusedAccounts, { roster, lastUse }, ['registrations']).status, 'warn');
  });

  it('passes where everybody was here', () => {
    const all = { members: [account('here')], guests: 0, disabled: 0 };
    assert.equal(judged(unusedAccounts, { roster: all, lastUse }).status, 'pass');
  });
});
