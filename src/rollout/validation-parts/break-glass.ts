import { namesOf, type PresentAccount } from '../emergency.ts';
import type { GateStatus, Said } from '../gate.ts';
import { breakGlassTested, TESTED_WITHIN_DAYS } from '../gates/break-glass-tested.ts';
import type { PartState } from '../validation.ts';
import { definePart } from '../validation-ports.ts';

const DAY_MS = 86_400_000;
const STATES: Readonly<Record<GateStatus, PartState>> = {
  fail: 'open',
  warn: 'open',
  unknown: 'unknown',
  pass: 'pass',
};

/** Every emergency account has a kept proof or a sign-in that are new enough; the gate judges those without a proof. */
export const breakGlassPart = definePart({
  id: 'break-glass',
  needs: ['emergency'],
  wants: ['proofs', 'emergencySignIns'],
  judge({ emergency, proofs, emergencySignIns }, at) {
    const kept = proofs.known ? proofs.value : new Map<string, Date>();
    const enough = new Date(at.getTime() - TESTED_WITHIN_DAYS * DAY_MS);
    const isProved = ({ person }: (typeof emergency)[number]) =>
      person !== null && (kept.get(person.id.toLowerCase()) ?? enough) > enough;
    const proved = emergency.filter((account): account is PresentAccount => isProved(account));
    const others = emergency.filter((account) => !isProved(account));
    const said: readonly Said[] =
      proved.length === 0
        ? []
        : [{ say: 'validate.proved', values: { names: namesOf(proved), days: TESTED_WITHIN_DAYS } }];
    if (proved.length > 0 && others.length === 0) return { state: 'pass', found: said, items: [] };
    const facts = { emergency: { known: true, value: others }, emergencySignIns } as const;
    const { status, found, items, missing = [] } = breakGlassTested.judge(facts, at);
    // A proof may be kept where it could not be read just now; of an account that is not there nobody has one.
    const unread = !proofs.known && status !== 'pass' && others.some(({ person }) => person !== null);
    return {
      state: unread ? 'unknown' : STATES[status],
      found: [...said, ...found],
      items,
      missing: unread && !proofs.known ? [...missing, proofs.error] : missing,
    };
  },
});
