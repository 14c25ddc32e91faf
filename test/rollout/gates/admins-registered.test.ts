import assert from 'node:assert/strict';
import { adminsRegistered } from '../../../src/rollout/gates/admins-registered.ts';
import { account, judged, people, reported, says } from '../../support/report-gates.ts';

const members = ['ada', 'ben', 'cleo'].map((id) => account(id));
const roster = { members, guests: 0, disabled: 0 };

describe('the gate of administrators', () => {
  it('fails with the name of each who has nothing, and knows those with a phone alone', () => {
    const registrations = reported(['ada', 'none', true], ['ben', 'phone-only', true], ['cleo', 'none']);
    const finding = judged(adminsRegistered, { roster, registrations });
    assert.equal(finding.status, 'fail');
    assert.deepEqual(says(finding), ['without', 'phone-only', 'no-passkey']);
    assert.deepEqual(
      finding.items.map(({ name }) => name),
      ['ada@contoso.example', 'ben@contoso.example'],
    );
    assert.equal(finding.fix.length, 1);
  });

  it('warns of a phone alone, and passes with a note on passkeys', () => {
    const phone = reported(['ada', 'phone-only', true], ['ben', 'passkey', true]);
    assert.equal(judged(adminsRegistered, { roster, registrations: phone }).status, 'warn');
    const app = judged(adminsRegistered, { roster, registrations: reported(['ada', 'registered', true]) });
    assert.deepEqual([app.status, says(app)], ['pass', ['all', 'no-passkey']]);
    const keys = judged(adminsRegistered, people({ passkey: 2 }, true));
    assert.deepEqual([keys.status, says(keys)], ['pass', ['all']]);
  });

  it('does not ask emergency accounts, which have a gate of their own', () => {
    const facts = {
      roster,
      registrations: reported(['ada', 'none', true], ['ben', 'passkey', true]),
      plannedExceptions: [{ id: 'ADA', name: 'ada' }],
    };
    assert.equal(judged(adminsRegistered, facts).status, 'pass');
  });

  it('takes nobody for a shared mailbox who is an administrator', () => {
    const unlicensed = account('ada', { licences: [] });
    const facts = {
      roster: { ...roster, members: [unlicensed, ...members.slice(1)] },
      registrations: reported(['ada', 'none', true], ['ben', 'passkey', true], ['cleo', 'passkey']),
    };
    const finding = judged(adminsRegistered, facts);
    assert.equal(finding.status, 'fail');
    assert.deepEqual(
      finding.items.map(({ name }) => name),
      ['ada@contoso.example'],
    );
  });

  const holding = (holderId: string, templateId = 'exchange') => ({
    templateId,
    role: templateId,
    holderId,
    toGroup: false,
    wholeTenant: false,
  });

  it('asks who holds a role, also where the report does not know of it yet, or not of the account', () => {
    const registrations = reported(['ada', 'passkey', true], ['ben', 'none']);
    const roleHoldings = [holding('ben'), holding('cleo')];
    const finding = judged(adminsRegistered, { roster, registrations, roleHoldings });
    assert.equal(finding.status, 'fail');
    assert.deepEqual(
      finding.items.map(({ name }) => name),
      ['ben@contoso.example', 'cleo@contoso.example'],
    );
    const without = judged(adminsRegistered, { roster, registrations }, ['roleHoldings']);
    assert.equal(without.status, 'pass');
  });

  it('takes nobody for an administrator who copies a directory, reads it, or holds a role of a group’s', () => {
    const registrations = reported(['ada', 'passkey', true], ['ben', 'none'], ['cleo', 'none']);
    const roleHoldings = [
      holding('ben', 'd29b2b05-8046-44ba-8758-1e26182fcf32'),
      holding('cleo', '88d8e3e3-8f55-4a1e-953a-9b9898b8876b'),
      { ...holding('a-group'), toGroup: true },
    ];
    assert.equal(judged(adminsRegistered, { roster, registrations, roleHoldings }).status, 'pass');
  });

  it('does not pass a report that knows no administrator', () => {
    assert.equal(judged(adminsRegistered, people({ none: 3 })).status, 'warn');
  });
});
