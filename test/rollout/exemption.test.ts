import assert from 'node:assert/strict';
import type { Alternative } from '../../src/campaign/ports.ts';
import { MissingPermission } from '../../src/errors.ts';
import { exemptionRisk } from '../../src/rollout/exemption.ts';
import type { Attempt } from '../../src/rollout/ports.ts';
import { ANNA, evidence, LAGOS, LAPTOP, OFFICE, SHENZHEN, signIn, unread } from '../support/triage.ts';

const KEYS: Attempt<readonly Alternative[]> = { known: true, value: ['security-key', 'temporary-pass'] };
const NO_KEYS: Attempt<readonly Alternative[]> = { known: true, value: ['temporary-pass'] };
const UNREAD: Attempt<readonly Alternative[]> = { known: false, error: new MissingPermission('X', 'y') };
const work = [1, 25, 49, 73].map((hours) => signIn(hours, 0, { place: OFFICE, device: LAPTOP }));
const guessed = (hours: number, place: typeof LAGOS) => signIn(hours, 50126, { place });

describe('what a wish for an exemption is answered with', () => {
  it('is what the account holds, by name, and nothing where that could not be read', () => {
    const told = exemptionRisk(evidence({ roles: ['Global Administrator'], breakGlass: false }), KEYS);
    assert.deepEqual([told.roles, told.person, told.breakGlass], [['Global Administrator'], ANNA, false]);
    assert.equal(exemptionRisk(evidence({ roles: unread() }), KEYS).roles, null);
  });

  it('counts what failed from countries that are not theirs, and nothing of home', () => {
    const rows = [guessed(2, LAGOS), guessed(20, LAGOS), guessed(30, SHENZHEN), guessed(40, OFFICE), ...work];
    const { foreign } = exemptionRisk(evidence({ signIns: rows }), KEYS);
    assert.deepEqual(foreign, { failures: 3, countries: 2 });
  });

  it('says none only of what was read, and forgets what is older than the log', () => {
    assert.deepEqual(exemptionRisk(evidence({ signIns: work }), KEYS).foreign, { failures: 0, countries: 0 });
    assert.equal(exemptionRisk(evidence({ signIns: unread() }), KEYS).foreign, null);
    const old = [...work, guessed(31 * 24, LAGOS)];
    assert.equal(exemptionRisk(evidence({ signIns: old }), KEYS).foreign?.failures, 0);
  });

  it('knows no abroad for somebody of whom no home is known', () => {
    const homeless = { person: { ...ANNA, usageLocation: null }, organisation: null };
    const told = exemptionRisk(evidence({ ...homeless, signIns: [guessed(2, LAGOS)] }), KEYS);
    assert.equal(told.foreign, null);
  });

  for (const [state, word] of [
    ['atRisk', 'at-risk'],
    ['confirmedCompromised', 'compromised'],
    ['remediated', 'settled'],
    ['dismissed', 'settled'],
    ['none', 'none'],
    [null, 'none'],
  ] as const) {
    it(`calls a risk of ${state ?? 'no state'} ${word}`, () => {
      const risk = { level: 'high', state, detail: null, updatedAt: null, detections: [] };
      assert.equal(exemptionRisk(evidence({ risk }), KEYS).risk, word);
    });
  }

  it('does not call it no risk where the risk could not be read', () => {
    assert.equal(exemptionRisk(evidence({ risk: unread() }), KEYS).risk, null);
  });

  it('offers passkeys where the policy lets this person have one, and Windows Hello on their own computer', () => {
    const offers = (rows: typeof work, allowed: Attempt<readonly Alternative[]>) =>
      exemptionRisk(evidence({ signIns: rows }), allowed).offers;
    assert.deepEqual(offers(work, KEYS), ['windows-hello', 'passkey', 'security-key']);
    assert.deepEqual(offers([], KEYS), ['passkey', 'security-key']);
    assert.deepEqual(offers(work, NO_KEYS), ['windows-hello']);
    assert.deepEqual(offers([], UNREAD), []);
    // A failed sign-in shows somebody's computer, not theirs.
    assert.deepEqual(offers([signIn(1, 50126, { device: LAPTOP })], NO_KEYS), []);
    assert.equal(exemptionRisk(evidence({}), UNREAD).policyKnown, false);
  });
});
