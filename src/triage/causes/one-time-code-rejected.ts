import { type Cause, clamp } from '../cause.ts';
import { deniedAs, methodsOf, nameOfPerson } from '../facts.ts';
import { promptsOf } from '../prompts.ts';
import { attemptRows, methodRow, present } from '../rows.ts';
import { counted } from '../words.ts';

export const oneTimeCodeRejected: Cause = {
  id: 'one-time-code-rejected',
  title: 'TOTP clock drift',
  surest: 'medium',
  near: ['authenticator-on-old-phone', 'authenticator-restored-from-backup'],
  judge(facts) {
    const explains = deniedAs(facts, 'wrong-app-code', 'wrong-code', 'code-reused', 'too-many-codes');
    if (explains.length === 0) return null;
    const sent = explains.every(({ denial }) => denial?.step === 'text' || denial?.step === 'call');
    const many = explains.length > 1 || explains.some(({ denial }) => denial?.kind === 'too-many-codes');
    const dead = promptsOf(facts)?.atHome.some(
      ({ denial }) => denial?.kind === 'not-delivered' || denial?.kind === 'no-answer',
    );
    const methods = methodsOf(facts, 'software-code', 'hardware-code', 'authenticator').slice(0, 2);
    return {
      score: clamp(
        (sent ? 54 : many ? 89 : 74) - (dead && methodsOf(facts, 'software-code').length === 0 ? 32 : 0),
      ),
      rows: present(...attemptRows(explains), ...methods.map((method) => methodRow(method, facts.asOf))),
      explains,
      summary: sent
        ? `${nameOfPerson(facts)} typed a wrong code from a message: the newest message counts, and only once.`
        : `${nameOfPerson(facts)}’s codes were refused (${counted(explains.length, 'time')}). Usually the phone’s clock is wrong, or the code belongs to another account in the app.`,
      fixes: sent
        ? ['answer-newest-prompt', 'use-another-method']
        : ['correct-phone-time', 'use-another-method'],
      needs: ['steps'],
      nextQuestion: 'Is the phone’s clock set to automatic, and is it the right account in the app?',
    };
  },
  whyNot: (facts) =>
    facts.last?.stepsKnown && deniedAs(facts, 'wrong-app-code', 'wrong-code').length === 0
      ? 'No code was refused.'
      : null,
};
