import { PHONE_ENDS } from '../../people/registration.ts';
import { type Cause, clamp } from '../cause.ts';
import { deniedAs, type Facts, nameOfPerson, secondStepsOf } from '../facts.ts';
import { forbiddenMethods } from '../method-rules.ts';
import { askedToRegister } from '../registering.ts';
import { attemptRows, methodRow, present } from '../rows.ts';

export const telecomMethodRetired: Cause = {
  id: 'telecom-method-retired',
  title: 'SMS/voice-only user after Microsoft telecom retirement',
  surest: 'medium',
  near: ['method-disabled-by-policy', 'phone-number-changed'],
  judge(facts) {
    if (facts.asOf < new Date(PHONE_ENDS) || !hasPhoneAlone(facts)) return null;
    const after = ({ at }: { readonly at: Date }) => at >= new Date(PHONE_ENDS);
    const asked = askedToRegister(facts).filter(after);
    const unsent = deniedAs(facts, 'no-code', 'unreachable').filter(after);
    const explains = asked.length > 0 ? asked : unsent;
    if (explains.length === 0) return null;
    const off = (forbiddenMethods(facts)?.length ?? 0) > 0;
    return {
      score: clamp((asked.length > 0 ? 88 : 66) - (off ? 24 : 0)),
      rows: present(
        ...attemptRows(explains, 2),
        ...(facts.methods ?? [])
          .filter(({ kind }) => kind === 'phone')
          .map((method) => methodRow(method, facts.asOf)),
      ),
      explains,
      summary: `${nameOfPerson(facts)} has only text messages or calls, which Microsoft ended on 1 February 2027. A passkey or the Authenticator must be registered.`,
      fixes: ['register-stronger-method', 'temporary-access-pass', 'enable-method-in-policy'],
      needs: ['methods', 'methodRules'],
    };
  },
  whyNot(facts) {
    if (facts.asOf < new Date(PHONE_ENDS)) return 'Text messages and calls still work until 1 February 2027.';
    return facts.methods && !hasPhoneAlone(facts) ? 'There is more than a phone number.' : null;
  },
};

function hasPhoneAlone(facts: Facts): boolean {
  const steps = secondStepsOf(facts) ?? [];
  return steps.length > 0 && steps.every(({ kind }) => kind === 'phone');
}
