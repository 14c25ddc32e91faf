import { BLADES, policyBlade } from '../blades.ts';
import { type Examined, examineEnforcement } from '../enforcement.ts';
import { defineGate, type Finding, type Item, type Said } from '../gate.ts';
import { type HoleFacts, type ToldHole, tellHole } from '../hole-words.ts';

export const enforcementPolicy = defineGate({
  id: 'enforcement-policy',
  link: BLADES.policies,
  needs: ['policies'],
  wants: ['securityDefaults', 'leftOut', 'emergency', 'plannedExceptions', 'roleHoldings'],
  judge({ policies, securityDefaults, ...facts }) {
    const { enabled, reportOnly, partial } = examineEnforcement(policies);
    if (enabled) return judgeEnabled(enabled, facts);
    // They ask everybody, and stand in the way of policies: while no policy does, they are the enforcement.
    if (securityDefaults.known && securityDefaults.value) {
      return {
        status: 'pass',
        found: [{ say: 'enforcement-policy.security-defaults' }],
        fix: [],
        items: [],
        link: BLADES.securityDefaults,
      };
    }
    if (reportOnly) return judgeReportOnly(reportOnly, facts);
    if (!securityDefaults.known) {
      return { ...judgePartial(partial, facts), status: 'unknown', missing: [securityDefaults.error] };
    }
    return judgePartial(partial, facts);
  },
});

function judgeEnabled(examined: Examined, facts: HoleFacts): Finding {
  const told = toldHoles(examined, facts);
  const holes = told.filter(({ open }) => open === true);
  const unsure = told.some(({ open }) => open === null);
  const values = { policy: examined.policy.name, count: holes.length };
  return {
    status: holes.length > 0 ? 'warn' : unsure ? 'unknown' : 'pass',
    found: [
      { say: `enforcement-policy.${holes.length === 0 ? 'enforced' : 'with-holes'}`, values },
      ...told.flatMap(({ found }) => found),
    ],
    fix: holes.length === 0 ? [] : [{ say: 'enforcement-policy.fix.close' }],
    ...rest(examined, told),
  };
}

function judgeReportOnly(examined: Examined, facts: HoleFacts): Finding {
  const told = toldHoles(examined, facts);
  const values = { policy: examined.policy.name };
  return {
    status: 'warn',
    found: [{ say: 'enforcement-policy.report-only', values }, ...told.flatMap(({ found }) => found)],
    fix: [
      { say: 'enforcement-policy.fix.switch-on' },
      ...(told.some(({ open }) => open) ? [{ say: 'enforcement-policy.fix.close' } as const] : []),
    ],
    ...rest(examined, told),
  };
}

function judgePartial(examined: Examined | null, facts: HoleFacts): Finding {
  const fix: Said = { say: 'enforcement-policy.fix.create' };
  if (examined === null) {
    return { status: 'fail', found: [{ say: 'enforcement-policy.none' }], fix: [fix], items: [] };
  }
  const told = toldHoles(examined, facts);
  const values = { policy: examined.policy.name };
  const found: Said[] = [
    { say: 'enforcement-policy.none' },
    { say: 'enforcement-policy.partial', values },
    ...told.flatMap((hole) => hole.found),
  ];
  return { status: 'fail', found, fix: [fix], ...rest(examined, told), link: BLADES.policies };
}

function toldHoles({ holes }: Examined, facts: HoleFacts): readonly ToldHole[] {
  return holes.map((hole) => tellHole(hole, facts));
}

function rest({ policy }: Examined, told: readonly ToldHole[]) {
  const itself: Item = { kind: 'policy', id: policy.id, name: policy.name };
  return {
    items: [itself, ...told.flatMap(({ items }) => items)],
    missing: told.flatMap(({ missing }) => missing),
    link: policyBlade(policy.id),
  };
}
