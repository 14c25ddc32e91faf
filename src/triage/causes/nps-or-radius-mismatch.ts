import { type Cause, clamp } from '../cause.ts';
import { isFromNps, nameOfPerson } from '../facts.ts';
import { attemptRow, attemptRows, present } from '../rows.ts';

export const npsOrRadiusMismatch: Cause = {
  id: 'nps-or-radius-mismatch',
  title: 'NPS/RADIUS or RDG + number matching',
  surest: 'medium',
  near: ['authenticator-on-old-phone', 'external-mfa-provider'],
  judge(facts) {
    const explains = facts.failures.filter((attempt) => isFromNps(attempt));
    const [newest] = explains;
    if (!newest) return null;
    const said = explains.some(({ last }) => /nps/i.test(last.tokenIssuer ?? ''));
    const elsewhere = facts.successes.find((success) => success.provedTwice && !isFromNps(success));
    return {
      score: clamp((said ? 86 : 70) + (elsewhere ? 6 : 0)),
      rows: present(...attemptRows(explains), elsewhere && attemptRow(elsewhere)),
      explains,
      summary: `Only ${nameOfPerson(facts)}’s VPN or remote desktop fails: its RADIUS server cannot show the number that the app wants to match. A one-time code works where it asks for one.`,
      fixes: ['use-code-instead', 'repair-nps'],
      doNot: ['Do not reset MFA: it works everywhere else.'],
    };
  },
  whyNot: ({ last }) => (last && !isFromNps(last) ? 'It was not a sign-in through NPS or RADIUS.' : null),
};
