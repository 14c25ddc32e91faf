import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { meaningOf } from '../codes.ts';
import { auditsNamed, methodsOf, nameOfPerson } from '../facts.ts';
import { askedToRegister } from '../registering.ts';
import { attemptRows, auditRow, methodRow, present } from '../rows.ts';

const WHY: Readonly<Record<string, string>> = {
  expired: 'has expired',
  onetimeused: 'was for one use and has been used',
  disabledbypolicy: 'is not allowed for this person',
  notyetvalid: 'is not valid yet',
};

export const temporaryAccessPassUnusable: Cause = {
  id: 'temporary-access-pass-unusable',
  title: 'TAP expired / used / wrong policy',
  surest: 'high',
  near: ['blocked-after-fraud-report', 'never-registered'],
  judge(facts) {
    const pass = methodsOf(facts, 'temporary-pass').find(({ usable }) => !usable) ?? null;
    const refused = facts.failures.filter(isPassRefused);
    const asked = pass ? askedToRegister(facts) : [];
    const explains = refused.length > 0 ? refused : asked;
    const [newest] = explains;
    if (!newest) return null;
    const certain = meaningOf(newest.last.code)?.certainty !== 'believed';
    const why = WHY[pass?.unusableBecause?.toLowerCase() ?? ''] ?? 'cannot be used';
    const issued = auditsNamed(facts, /admin registered security info/i).slice(0, 1);
    return {
      score: clamp((refused.length > 0 ? (certain ? 92 : 80) : 62) + (pass ? 4 : 0)),
      rows: present(...attemptRows(explains), pass && methodRow(pass, facts.asOf), ...issued.map(auditRow)),
      explains,
      summary: `${nameOfPerson(facts)}’s temporary access pass ${why}. A new one must be issued, after proof of who is asking.`,
      fixes: ['renew-temporary-access-pass', 're-register'],
      needs: ['methods'],
    };
  },
  whyNot: (facts) =>
    facts.methods && methodsOf(facts, 'temporary-pass').length === 0 && !facts.failures.some(isPassRefused)
      ? 'No temporary access pass was used.'
      : null,
};

function isPassRefused({ last, denial, steps }: Attempt): boolean {
  if (meaningOf(last.code)?.subject === 'temporary-pass') return true;
  const withPass = steps.some(({ kind, step }) => kind === 'temporary-pass' && step.succeeded === false);
  const said = /temporary access pass/i.test(`${last.failureReason} ${last.additionalDetails}`);
  return withPass || said || denial?.kind === 'pass-expired' || denial?.kind === 'pass-unknown';
}
