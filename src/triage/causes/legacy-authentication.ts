import { kindOfStop, stopsOf } from '../applied.ts';
import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { type Facts, isLegacy, nameOfPerson } from '../facts.ts';
import { attemptRows, policyRow, present } from '../rows.ts';
import { quoted } from '../words.ts';

/** A second step was asked for, and an old program cannot show it. */
const ASKED = [50072, 50074, 50076, 50079, 500121, 50158];

export const legacyAuthentication: Cause = {
  id: 'legacy-authentication',
  title: 'Legacy authentication client',
  surest: 'high',
  near: ['authenticator-on-old-phone', 'blocked-by-location-policy', 'per-user-mfa-left-on'],
  judge(facts) {
    const explains = facts.failures.filter((attempt) => worth(facts, attempt) > 0);
    const [newest] = explains;
    if (!newest) return null;
    const { client } = newest.last;
    return {
      score: clamp(Math.max(...explains.map((attempt) => worth(facts, attempt)))),
      rows: present(...attemptRows(explains), ...stopsOf(newest, facts.evidence).slice(0, 1).map(policyRow)),
      explains,
      summary: `${nameOfPerson(facts)} used an old mail protocol (${quoted(client, 'unknown')}) that cannot do a second step, and it is blocked on purpose. A modern app works.`,
      fixes: ['modern-client'],
      doNot: ['Do not exempt the protocol: anybody with the password could use it. Do not reset MFA.'],
    };
  },
  whyNot: ({ last }) =>
    last?.last.client && !isLegacy(last.last)
      ? `The client was ${quoted(last.last.client, '')}, which can do a second step.`
      : null,
};

function worth({ evidence }: Facts, attempt: Attempt): number {
  const { last } = attempt;
  if (last.code === 530035) return isLegacy(last) ? 96 : 68;
  if (!isLegacy(last)) return 0;
  if (last.code === 53003) {
    const kinds = stopsOf(attempt, evidence).map(kindOfStop);
    if (kinds.includes('legacy')) return 96;
    return kinds.includes('location') || kinds.includes('risk') ? 40 : 84;
  }
  return ASKED.includes(last.code) ? 78 : 0;
}
