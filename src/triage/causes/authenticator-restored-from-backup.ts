import { type Cause, clamp } from '../cause.ts';
import { appCodesRefused as appCodes, methodsOf, nameOfPerson } from '../facts.ts';
import { promptsOf, stalenessOf } from '../prompts.ts';
import { attemptRows, methodRow, present } from '../rows.ts';
import { quoted } from '../words.ts';

export const authenticatorRestoredFromBackup: Cause = {
  id: 'authenticator-restored-from-backup',
  title: 'Account restored to new phone from backup, push dead',
  surest: 'medium',
  near: ['authenticator-on-old-phone', 'one-time-code-rejected'],
  judge(facts) {
    const prompts = promptsOf(facts);
    if (!prompts || prompts.atHome.length === 0 || (prompts.authenticators?.length ?? 1) > 1) return null;
    // Whoever types a code from the app sees the account in it: the app is there, its registration is not.
    const codes = appCodes(facts);
    const ownCodes = methodsOf(facts, 'software-code', 'hardware-code').length > 0;
    const stale = stalenessOf(facts, prompts.asked, prompts.atHome).points > 10;
    if (codes.length === 0 && !stale) return null;
    const phone = prompts.asked;
    const explains = [...prompts.atHome, ...codes].toSorted((a, b) => b.at.getTime() - a.at.getTime());
    return {
      score: clamp(codes.length === 0 ? 32 : ownCodes ? 52 : 84),
      rows: present(...attemptRows(explains), phone && methodRow(phone, facts.asOf)),
      explains: codes.length === 0 ? prompts.atHome : explains,
      summary: `${nameOfPerson(facts)} sees the account in the app, but prompts to ${quoted(phone?.label ?? null, 'the registered phone')} do not arrive and its codes are refused: a backup brings the entry to a new phone, not the registration.`,
      fixes: ['remove-stale-method', 'temporary-access-pass', 're-register'],
      needs: ['steps', 'methods'],
      ...(phone ? { stale: phone } : {}),
      nextQuestion: 'Was the app restored from a backup on another phone?',
    };
  },
  whyNot: (facts) =>
    facts.last?.stepsKnown && facts.last.provedTwice ? 'The second step was passed.' : null,
};
