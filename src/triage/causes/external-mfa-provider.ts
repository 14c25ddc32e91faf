import { stopsOf } from '../applied.ts';
import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { methodsOf, nameOfPerson } from '../facts.ts';
import { alikeRow, attemptRows, methodRow, policyRow, present } from '../rows.ts';

const CODES = [50161, 50166, 50170, 50172];

export const externalMfaProvider: Cause = {
  id: 'external-mfa-provider',
  title: 'The external MFA provider failed',
  surest: 'medium',
  near: ['service-incident', 'nps-or-radius-mismatch'],
  judge(facts) {
    const explains = facts.failures.filter((attempt) => isExternal(attempt));
    const [newest] = explains;
    if (!newest) return null;
    const method = methodsOf(facts, 'external')[0];
    const said = explains.some(({ last }) => CODES.includes(last.code));
    return {
      score: clamp((said ? 92 : 80) + (method ? 3 : 0)),
      rows: present(
        ...attemptRows(explains),
        method && methodRow(method, facts.asOf),
        ...stopsOf(newest, facts.evidence).slice(0, 1).map(policyRow),
        facts.scope.common && alikeRow(facts),
      ),
      explains,
      summary: `The external MFA provider did not give the answer that was needed. ${nameOfPerson(facts)}’s methods in Entra are not the trouble.`,
      fixes: ['use-another-method', 'repair-external-provider'],
      needs: ['others'],
      common: facts.scope.common,
      doNot: ['Do not reset the person’s methods: the provider failed.'],
    };
  },
  whyNot: ({ last }) => (last && !isExternal(last) ? 'No external provider was asked.' : null),
};

function isExternal({ last, denial, steps }: Attempt): boolean {
  if (CODES.includes(last.code) || last.code === 50158) return true;
  return (
    denial?.step === 'external' ||
    steps.some(({ kind, step }) => kind === 'external' && step.succeeded === false)
  );
}
