import { type Cause, clamp } from '../cause.ts';
import { appCodesRefused, auditsNamed, type Facts, nameOfPerson, secondStepsOf } from '../facts.ts';
import { lastUsed, type Prompts, promptsOf, stalenessOf } from '../prompts.ts';
import { attemptRow, attemptRows, methodName, methodRow, present } from '../rows.ts';
import { secondStepPassed } from '../ruled-out.ts';
import { ago, capital, listed, quoted } from '../words.ts';

export const authenticatorOnOldPhone: Cause = {
  id: 'authenticator-on-old-phone',
  title: 'New phone, stale Authenticator registration',
  surest: 'high',
  near: [
    'authenticator-no-notification',
    'push-withheld-anomalous-sign-in',
    'service-incident',
    'authenticator-restored-from-backup',
  ],
  judge(facts) {
    const prompts = promptsOf(facts);
    if (!prompts || prompts.atHome.length === 0 || (prompts.authenticators?.length ?? 1) > 1) return null;
    const phone = prompts.asked;
    const { points, reasons } = stalenessOf(facts, phone, prompts.atHome);
    const proof = facts.successes.find(
      ({ at, provedTwice }) => provedTwice && at < (prompts.atHome[0]?.at ?? at),
    );
    return {
      score: clamp(45 + points + besides(facts, prompts)),
      rows: present(
        ...attemptRows(prompts.atHome),
        phone && methodRow(phone, facts.asOf),
        proof && attemptRow(proof),
      ),
      explains: prompts.atHome,
      summary: `${nameOfPerson(facts)}’s prompts go to ${quoted(phone?.label ?? null, 'a registered phone')}, which ${reasons.length > 0 ? listed(reasons) : 'does not answer'}. If there is a new phone, it was never registered.`,
      fixes: fixesFor(facts),
      needs: ['steps', 'methods', 'audits', 'others'],
      ...(phone ? { stale: phone } : {}),
      nextQuestion: `Is ${quoted(phone?.label ?? null, 'the registered phone')} still in use, and does the account still show in its Authenticator?`,
    };
  },
  whyNot(facts) {
    const prompts = promptsOf(facts);
    if (prompts?.authenticators && prompts.authenticators.length > 1)
      return 'There is more than one Authenticator registration.';
    if (facts.methods && !facts.methods.some(({ kind }) => kind === 'authenticator'))
      return 'No Authenticator is registered.';
    const passed = secondStepPassed(facts, 'The second step was passed.');
    const used = lastUsed(facts, prompts?.asked ?? null);
    if (passed || !prompts?.asked || !used) return passed;
    return facts.asOf.getTime() - used.getTime() < 2.5 * 86_400_000
      ? `${capital(methodName(prompts.asked))} was used ${ago(used, facts.asOf)}.`
      : null;
  },
};

/** Small things that go with it. */
function besides(facts: Facts, { atHome, said, asked }: Prompts): number {
  const unchanged = facts.audits !== null && auditsNamed(facts, /registered security info/i).length === 0;
  // Who types codes from the app has the app: then it was restored, or its clock is wrong.
  const codes = appCodesRefused(facts).length > 0;
  // What was registered days ago is no phone of yesterday.
  const fresh = asked?.addedAt && facts.asOf.getTime() - asked.addedAt.getTime() < 14 * 86_400_000;
  return (
    (secondStepsOf(facts)?.length === 1 ? 5 : 0) +
    (unchanged ? 5 : 0) +
    (atHome.length > 1 ? 4 : 0) -
    (said ? 0 : 24) -
    (codes ? 22 : 0) -
    (fresh ? 45 : 0)
  );
}

function fixesFor(facts: Facts) {
  const others = (secondStepsOf(facts)?.length ?? 1) > 1;
  return others
    ? (['use-another-method', 're-register', 'remove-stale-method'] as const)
    : (['remove-stale-method', 'temporary-access-pass', 're-register'] as const);
}
