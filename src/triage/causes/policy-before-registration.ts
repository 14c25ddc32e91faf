import { type Cause, clamp } from '../cause.ts';
import { hasNothing, nameOfPerson } from '../facts.ts';
import { askedToRegister } from '../registering.ts';
import { alikeRow, attemptRows, changeRow, noMethodRow, policyRow, present } from '../rows.ts';
import { nobodyElse } from '../ruled-out.ts';
import { counted, quoted } from '../words.ts';

export const policyBeforeRegistration: Cause = {
  id: 'policy-before-registration',
  title: 'New MFA policy hits unregistered users',
  surest: 'high',
  near: ['service-incident', 'method-disabled-by-policy', 'never-registered'],
  judge(facts) {
    const explains = askedToRegister(facts);
    const { scope } = facts;
    if (explains.length === 0 || hasNothing(facts) === false || facts.external) return null;
    if (!scope.changed) return null;
    const others = scope.alike.length;
    const name = quoted(scope.stop?.applied.name ?? null, 'a policy');
    return {
      score: clamp(scope.common ? 96 : others > 0 ? 76 : scope.known ? 46 : 72),
      rows: present(
        ...attemptRows(explains, 2),
        changeRow(scope.changed),
        scope.stop && policyRow(scope.stop),
        alikeRow(facts),
        noMethodRow(facts),
      ),
      explains,
      summary: `The policy ${name} was switched on before people had registered${others > 0 ? `: ${counted(others, 'other')} met it at the same time` : ''}. ${nameOfPerson(facts)} must register, and the policy’s owner must know.`,
      fixes: ['pilot-before-everybody', 're-register'],
      needs: ['others', 'changes', 'appliedPolicies'],
      common: scope.common,
    };
  },
  whyNot(facts) {
    if (hasNothing(facts) === false) return 'A second step is registered.';
    return nobodyElse(facts);
  },
};
