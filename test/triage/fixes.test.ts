import assert from 'node:assert/strict';
import { FIX_IDS } from '../../src/triage/catalogue.ts';
import { fixFor } from '../../src/triage/fixes.ts';
import { ANNA, app } from '../support/triage.ts';

const ABOUT = { person: ANNA, stale: app('iPhone 11') };
const FIXES = FIX_IDS.map((id) => fixFor(id, ABOUT));

describe('the fixes', () => {
  it('are each a title and steps that are whole sentences', () => {
    for (const { id, title, steps } of FIXES) {
      assert.ok(title.length > 0 && title.length <= 70, id);
      assert.ok(steps.length > 0, id);
      for (const step of steps) assert.match(step, /^[A-Z].*[.,]$/, `${id}: ${step}`);
    }
  });

  it('open the person’s own page, by an id that cannot lead elsewhere', () => {
    const { link } = fixFor('remove-stale-method', { ...ABOUT, person: { ...ANNA, id: 'x/../y?z' } });
    assert.equal(
      link,
      'https://entra.microsoft.com/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/UserAuthMethods/userId/x%2F..%2Fy%3Fz',
    );
    for (const fix of FIXES)
      assert.match(fix.link ?? 'https://entra.microsoft.com/', /^https:\/\/(entra|admin)\.microsoft\.com\//);
  });

  it('take nothing away without proof, and only by helpdesk, administrators and security', () => {
    for (const { id, who, destructive, needsIdentityProof } of FIXES.filter(
      (fix) => fix.destructive || fix.needsIdentityProof,
    )) {
      assert.ok(needsIdentityProof, id);
      assert.notEqual(who, 'user', `${id} ${destructive}`);
    }
  });

  it('say in their steps how to prove who is asking', () => {
    for (const { id, steps } of FIXES.filter(
      ({ needsIdentityProof, who }) => needsIdentityProof && who !== 'security',
    )) {
      assert.match(
        steps.join(' '),
        /HR’s record.*badge.*manager.*Never use a number that the caller gives/,
        id,
      );
    }
  });

  it('name the one registration to remove, and none where none is known', () => {
    const steps = (stale: typeof ABOUT.stale | null) =>
      fixFor('remove-stale-method', { person: ANNA, stale }).steps.join(' ');
    assert.match(steps(ABOUT.stale), /“iPhone 11”/);
    assert.match(steps(null), /the entry of the phone that is gone/);
  });

  it('use no exclamation marks and no blame', () => {
    const words = FIXES.flatMap(({ title, steps }) => [title, ...steps]).join(' ');
    assert.doesNotMatch(words, /!|oops|you should have/i);
  });
});
