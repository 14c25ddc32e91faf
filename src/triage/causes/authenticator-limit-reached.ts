import { type Cause, clamp } from '../cause.ts';
import type { RegisteredMethod } from '../evidence.ts';
import { auditsNamed, type Facts, methodsOf, nameOfPerson } from '../facts.ts';
import { attemptRows, auditRow, methodRow, present } from '../rows.ts';

/** More Authenticators and code tokens together than this, nobody can register. */
const LIMIT = 5;

export const authenticatorLimitReached: Cause = {
  id: 'authenticator-limit-reached',
  title: 'Five Authenticator/OATH registrations already',
  surest: 'high',
  near: ['authenticator-on-old-phone', 'default-authenticator-is-old-one'],
  judge(facts) {
    const counted = countedMethods(facts);
    if (counted.length < LIMIT) return null;
    const tries = triesToRegister(facts);
    const explains = facts.failures.filter(({ last }) => last.code === 500121 || last.code === 50074);
    const cancelled = tries.some(({ activity }) => /cancell?ed/i.test(activity));
    const stale = leastUsed(counted);
    return {
      score: clamp(cancelled ? 93 : tries.length > 0 ? 86 : 54),
      rows: present(
        ...tries.slice(0, 2).map(auditRow),
        ...counted.map((method) => methodRow(method, facts.asOf)),
        ...attemptRows(explains, 1),
      ),
      explains,
      summary: `${nameOfPerson(facts)} has ${counted.length} authenticator apps and code tokens registered, and Microsoft allows five: no new phone can be added until one is deleted.`,
      fixes: ['remove-own-registration', 'remove-stale-method', 're-register'],
      needs: ['audits'],
      ...(stale ? { stale } : {}),
    };
  },
  whyNot(facts) {
    const count = countedMethods(facts).length;
    return facts.methods && count < LIMIT ? `${count} of ${LIMIT} possible registrations in use.` : null;
  },
};

function countedMethods(facts: Facts): readonly RegisteredMethod[] {
  return methodsOf(facts, 'authenticator', 'software-code', 'hardware-code');
}

/** Begun or broken off, and nothing registered afterwards. */
function triesToRegister(facts: Facts) {
  const done = auditsNamed(facts, /user registered security info/i)[0]?.at;
  return auditsNamed(facts, /(cancell?ed|started) security info/i).filter(({ at }) => !done || at > done);
}

/** The one nobody would miss: never used, or used longest ago. */
function leastUsed(methods: readonly RegisteredMethod[]): RegisteredMethod | undefined {
  const use = ({ lastUsedAt, addedAt }: RegisteredMethod) =>
    lastUsedAt?.getTime() ?? (addedAt?.getTime() ?? 0) / 2;
  return methods.toSorted((a, b) => use(a) - use(b))[0];
}
