import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { meaningOf } from '../codes.ts';
import type { Facts } from '../facts.ts';
import { alikeRow, attemptRows, incidentRow, present } from '../rows.ts';
import { nobodyElse } from '../ruled-out.ts';
import { counted } from '../words.ts';

const OF_SERVICE = ['service-error'];
const OF_PROMPT = ['no-answer', 'not-sent', 'not-delivered', 'unreachable', 'no-code'];

export const serviceIncident: Cause = {
  id: 'service-incident',
  title: 'Authenticator / Entra MFA outage',
  surest: 'high',
  near: ['policy-before-registration', 'authenticator-on-old-phone', 'password-agent-unreachable'],
  judge(facts) {
    const { scope } = facts;
    const explains = facts.failures.filter(({ at }) => isNear(facts, at)).filter(couldBeOutage);
    const [newest] = explains;
    if (!newest || scope.stop !== null) return null;
    const others = scope.alike.length;
    const said = explains.some(saysService);
    if (!said && !scope.common && !scope.incident) return null;
    const alsoSaid = scope.alike.filter(saysService).length;
    return {
      score: clamp(scoreOf(facts, said ? 1 + alsoSaid : 0)),
      rows: present(
        ...attemptRows(explains, 2),
        alikeRow(facts),
        scope.incident && incidentRow(scope.incident),
      ),
      explains,
      summary: `${scope.incident ? `Microsoft has an incident (${scope.incident.id})` : 'Microsoft’s service seems to be failing'}${others > 0 ? `, and ${counted(others, 'other person', 'other people')} failed in the same way at the same time` : ''}. Nothing is wrong with the phone: wait, or use another method, and do not register again.`,
      fixes: ['wait-for-incident', 'use-another-method'],
      needs: ['others', 'incidents'],
      common: scope.common || scope.incident !== null || (said && alsoSaid > 0),
      ...(scope.known ? {} : { nextQuestion: 'Does it happen to colleagues as well?' }),
    };
  },
  whyNot(facts) {
    const quiet = facts.evidence.incidents.known && facts.scope.incident === null;
    const alone = nobodyElse(facts);
    return alone ? `${alone}${quiet ? ' Microsoft reports no incident.' : ''}` : null;
  },
};

/** The trouble of that hour, not of last week. */
function isNear({ last }: Facts, at: Date): boolean {
  return last !== null && Math.abs(last.at.getTime() - at.getTime()) < 6 * 3_600_000;
}

function couldBeOutage(attempt: Attempt): boolean {
  const { denial, last, stepsKnown } = attempt;
  if (denial?.step === 'external') return false;
  if (saysService(attempt)) return true;
  if (denial) return OF_PROMPT.includes(denial.kind);
  return (last.code === 500121 || last.code === 50074) && !stepsKnown;
}

function saysService({ denial, last }: Attempt): boolean {
  return OF_SERVICE.includes(denial?.kind ?? '') || meaningOf(last.code)?.subject === 'service';
}

/** `said`: how many, this person included, were told of an error of the service itself. */
function scoreOf({ scope }: Facts, said: number): number {
  const others = scope.alike.length;
  if (scope.common) return scope.incident ? 97 : said > 0 ? 90 : 82;
  if (scope.incident) return said > 0 ? 92 : others > 1 ? 80 : scope.known ? 58 : 70;
  // One error of one person is a hiccup that nobody can name yet.
  return said > 1 ? 72 : 56;
}
