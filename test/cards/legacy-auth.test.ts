import assert from 'node:assert/strict';
import { toLegacyAuthView } from '../../src/cards/legacy-auth.ts';
import { textsFor } from '../../src/cards/texts.ts';
import { MissingPermission, Unavailable } from '../../src/errors.ts';
import { createLegacyCounter, type LegacyReading } from '../../src/rollout/legacy-auth.ts';

const NOW = new Date('2026-11-20T09:00:00Z');
const texts = textsFor('en', 'UTC');

function reading(
  codes: readonly number[],
  silent: LegacyReading['withoutNonInteractive'] = null,
): LegacyReading {
  const counter = createLegacyCounter();
  codes.forEach((code, index) => {
    const name = `Person ${String(index).padStart(2, '0')}`;
    const who = { personId: name, userPrincipalName: `${name}@x.example`, displayName: name };
    const how = { protocol: 'IMAP4', application: '', device: null, ip: null, at: NOW, code };
    counter.add({ ...who, ...how }, { nonInteractive: false });
  });
  return { report: counter.report({ days: 30, since: NOW, asOf: NOW }), withoutNonInteractive: silent };
}

const view = (found: LegacyReading) =>
  toLegacyAuthView({ organisation: 'Contoso', asOf: NOW, reading: found }, texts);

describe('the card of legacy sign-ins', () => {
  it('names who gets in first, with what takes the place of it', () => {
    const { title, tone, accounts } = view(reading([53003, 0]));
    assert.deepEqual([title, tone], ['One account gets around the second step', 'attention']);
    assert.deepEqual(
      accounts.map(({ name }) => name),
      ['Person 01', 'Person 00'],
    );
    assert.match(
      accounts[0]?.uses[0]?.text ?? '',
      /^IMAP4: 1 succeeded, 0 failed, last on 20 November 2026$/,
    );
    assert.match(accounts[0]?.uses[0]?.advice ?? '', /OAuth/);
  });

  it('shows as many as fit and counts the others', () => {
    const { accounts, hasMore, more } = view(reading(Array<number>(11).fill(0)));
    assert.deepEqual([accounts.length, hasMore], [8, true]);
    assert.match(more, /^3 more accounts/);
  });

  it('takes nothing found for good news only where everything was read', () => {
    assert.equal(view(reading([])).tone, 'good');
    const half = view(reading([], new Unavailable('No beta.', 'Wait.')));
    assert.deepEqual([half.tone, half.word, half.hasNote], ['warning', 'Not known', true]);
  });

  it('offers no second reading while the first runs, and says why nothing can be read', () => {
    const about = { organisation: null, asOf: NOW };
    assert.equal(toLegacyAuthView({ ...about, days: 30 }, texts).hasRefresh, false);
    const unreadable = new MissingPermission('AuditLog.Read.All', 'the sign-in log');
    const { answer } = toLegacyAuthView({ ...about, unreadable }, texts);
    assert.match(answer, /AuditLog\.Read\.All/);
  });
});
