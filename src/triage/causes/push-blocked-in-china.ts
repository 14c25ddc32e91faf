import { type Cause, clamp } from '../cause.ts';
import { deniedAs, nameOfPerson } from '../facts.ts';
import { systemOfLabel } from '../phones.ts';
import { promptsOf } from '../prompts.ts';
import { attemptRows, methodRow, present } from '../rows.ts';

export const pushBlockedInChina: Cause = {
  id: 'push-blocked-in-china',
  title: 'Android in China: no push',
  surest: 'medium',
  near: ['service-incident', 'push-withheld-anomalous-sign-in'],
  judge(facts) {
    const explains = deniedAs(facts, 'not-delivered', 'not-sent', 'no-answer').filter(
      ({ last }) => last.country === 'CN',
    );
    if (explains.length === 0) return null;
    const phone = promptsOf(facts)?.asked ?? null;
    const system = systemOfLabel(phone?.label ?? null);
    // Apple's way is open there.
    if (system === 'ios') return null;
    const unsent = explains.some(({ denial }) => denial?.kind !== 'no-answer');
    return {
      score: clamp((system === 'android' ? 92 : 80) - (unsent ? 0 : 16)),
      rows: present(...attemptRows(explains), phone && methodRow(phone, facts.asOf)),
      explains,
      summary: `${nameOfPerson(facts)} is in China, where Google’s push does not reach Android phones: no prompt can arrive. The code from the app works.`,
      fixes: ['use-code-instead', 'use-another-method'],
      needs: ['steps', 'methods'],
    };
  },
  whyNot: ({ last }) =>
    last && last.last.country !== null && last.last.country !== 'CN'
      ? 'The sign-in did not come from China.'
      : null,
};
