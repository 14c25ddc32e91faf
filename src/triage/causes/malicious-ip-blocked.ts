import { type Cause, clamp } from '../cause.ts';
import { type Facts, nameOfPerson, refusedWith } from '../facts.ts';
import { attemptRows } from '../rows.ts';

export const maliciousIpBlocked: Cause = {
  id: 'malicious-ip-blocked',
  title: 'Malicious IP block',
  surest: 'high',
  near: ['smart-lockout', 'risk-policy-block'],
  judge(facts) {
    const explains = blockedAddresses(facts);
    const [newest] = explains;
    if (!newest) return null;
    // Robots knock at every account from such addresses: that is no answer to why the person failed elsewhere.
    const asked = facts.last !== null && explains.includes(facts.last);
    return {
      score: clamp(asked ? 95 : 40),
      rows: attemptRows(explains),
      explains,
      summary: `The sign-in of ${nameOfPerson(facts)} came from an address (${newest.last.ip ?? 'unknown'}) that Microsoft knows for attacks, and was refused before the password was looked at. It may be a cheap VPN, or not this person at all.`,
      fixes: ['page-security', 'use-another-network'],
      escalates: asked,
      nextQuestion: 'Was it the person, and through which VPN or network?',
    };
  },
  whyNot: (facts) =>
    refusedWith(facts, 50053).length > 0 && blockedAddresses(facts).length === 0
      ? 'The address was not called malicious.'
      : null,
};

function blockedAddresses(facts: Facts) {
  return refusedWith(facts, 50053).filter(
    ({ last }) =>
      /malicious/i.test(`${last.failureReason} ${last.additionalDetails}`) ||
      (last.failureReason === null && last.riskEvents.some((event) => /maliciousIP/i.test(event))),
  );
}
