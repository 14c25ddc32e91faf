import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { auditsNamed, type Facts, hasNothing, nameOfPerson, refusedWith } from '../facts.ts';
import { type Asker, askedToRegister, provedBefore, whoAsked } from '../registering.ts';
import { attemptRows, auditRow, noMethodRow, present } from '../rows.ts';

export const neverRegistered: Cause = {
  id: 'never-registered',
  title: 'Never registered',
  surest: 'high',
  near: [
    'policy-before-registration',
    'registration-blocked-by-policy',
    'registration-blocked-by-risk',
    'methods-reset-by-admin',
    'security-defaults-registration',
  ],
  judge(facts) {
    const explains = askedToRegister(facts);
    const [newest] = explains;
    const nothing = hasNothing(facts);
    if (!newest || nothing === false || facts.external) return null;
    const cancelled = auditsNamed(facts, /cancell?ed security info/i);
    return {
      score: clamp(scoreOf(facts, newest, nothing)),
      rows: present(...attemptRows(explains), noMethodRow(facts), ...cancelled.slice(0, 1).map(auditRow)),
      explains,
      summary: `${nameOfPerson(facts)} has nothing registered for the second step and must register before signing in.`,
      fixes: ['re-register', 'temporary-access-pass'],
      needs: ['methods', 'audits', 'others', 'appliedPolicies'],
    };
  },
  whyNot(facts) {
    if (hasNothing(facts) === false) return 'A second step is registered.';
    if (refusedWith(facts, 53004, 53010).length > 0) return 'Registering was tried and refused.';
    if (auditsNamed(facts, /deleted security info/i).length > 0)
      return 'Something was registered and then deleted.';
    return provedBefore(facts) ? 'A second step was done before.' : null;
  },
};

function scoreOf(facts: Facts, newest: Attempt, nothing: boolean | null): number {
  const other = { 'security-defaults': 40, 'person-setting': 24, policy: 0, unknown: 0 }[
    askerOf(facts, newest)
  ];
  const passed = (facts.methods ?? []).some(({ kind }) => kind === 'temporary-pass') ? 12 : 0;
  const refused = refusedWith(facts, 53004, 53010).length > 0 ? 60 : 0;
  const removed = auditsNamed(facts, /deleted security info/i).length > 0 ? 50 : 0;
  return (nothing === null ? 58 : provedBefore(facts) ? 60 : 90) - other - passed - removed - refused;
}

/** Where the log does not say who asked, the settings do. */
function askerOf({ evidence }: Facts, newest: Attempt): Asker {
  const said = whoAsked(newest);
  if (said !== 'unknown') return said;
  if (evidence.securityDefaults.known && evidence.securityDefaults.value) return 'security-defaults';
  const setting = evidence.perUserMfa.known && evidence.perUserMfa.value !== 'disabled';
  return setting ? 'person-setting' : 'unknown';
}
