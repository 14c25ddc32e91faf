import { type Cause, clamp } from '../cause.ts';
import { hasNothing, nameOfPerson } from '../facts.ts';
import { askedToRegister, whoAsked } from '../registering.ts';
import { attemptRows, changeRow, noMethodRow, present } from '../rows.ts';

export const securityDefaultsRegistration: Cause = {
  id: 'security-defaults-registration',
  title: 'Security defaults registration',
  surest: 'high',
  near: ['policy-before-registration', 'never-registered'],
  judge(facts) {
    const { securityDefaults, changes } = facts.evidence;
    const on = securityDefaults.known ? securityDefaults.value : null;
    const all = askedToRegister(facts);
    const said = all.filter((attempt) => whoAsked(attempt) === 'security-defaults');
    const explains =
      said.length > 0 ? said : on ? all.filter((attempt) => whoAsked(attempt) === 'unknown') : [];
    if (explains.length === 0 || hasNothing(facts) === false || facts.external) return null;
    const events = [...(facts.audits ?? []), ...(changes.known ? changes.value : [])];
    const change = events.find(({ activity }) => /security defaults/i.test(activity));
    return {
      score: clamp(said.length > 0 ? (on === false ? 72 : 96) : 86),
      rows: present(
        ...attemptRows(explains),
        on === true && {
          source: 'tenant' as const,
          at: null,
          text: 'Security defaults are switched on.',
          id: null,
        },
        change && changeRow(change),
        noMethodRow(facts),
      ),
      explains,
      summary: `Microsoft’s security defaults ask ${nameOfPerson(facts)} to register the Authenticator before signing in. That is all that is missing.`,
      fixes: ['re-register'],
      needs: ['methods'],
    };
  },
  whyNot: ({ evidence }) =>
    evidence.securityDefaults.known && !evidence.securityDefaults.value ? 'Security defaults are off.' : null,
};
