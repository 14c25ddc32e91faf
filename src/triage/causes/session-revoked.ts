import { type Cause, clamp } from '../cause.ts';
import { auditsNamed, nameOfPerson, refusedWith } from '../facts.ts';
import { attemptRows, auditRow, present } from '../rows.ts';
import { neverRefusedWith } from '../ruled-out.ts';

/** Revoked or too old by a rule: these say so. */
const CODES = [50173, 70043, 70044, 50132, 50133, 70046];
/** Grown old by itself. */
const OLD = [70008, 700082, 700084, 50078];

export const sessionRevoked: Cause = {
  id: 'session-revoked',
  title: 'Session revoked, re-sign-in expected',
  surest: 'high',
  near: ['authenticator-on-old-phone'],
  judge(facts) {
    const explains = refusedWith(facts, ...CODES, ...OLD);
    const [newest] = explains;
    if (!newest) return null;
    const revoked = auditsNamed(
      facts,
      /revoke|StsRefreshTokenValidFrom|sign-?out|reset.*password|change.*password/i,
    ).filter(({ at }) => at <= newest.at);
    return {
      score: clamp((CODES.includes(newest.last.code) ? 90 : 78) + (revoked.length > 0 ? 5 : 0)),
      rows: present(...attemptRows(explains), ...revoked.slice(0, 1).map(auditRow)),
      explains,
      summary: `${nameOfPerson(facts)}’s session has ended, by a rule or because somebody ended it: signing in once more is all it takes.`,
      fixes: ['sign-in-again'],
      doNot: ['Do not reset MFA: nothing failed.'],
    };
  },
  whyNot: (facts) => neverRefusedWith(facts, [...CODES, ...OLD], 'No session was ended.'),
};
