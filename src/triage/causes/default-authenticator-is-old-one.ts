import { type Cause, clamp } from '../cause.ts';
import { auditsNamed, nameOfPerson } from '../facts.ts';
import { isNewerPhone } from '../phones.ts';
import { promptsOf } from '../prompts.ts';
import { attemptRows, auditRow, methodRow, present } from '../rows.ts';
import { quoted } from '../words.ts';

export const defaultAuthenticatorIsOldOne: Cause = {
  id: 'default-authenticator-is-old-one',
  title: 'Two Authenticator registrations, default is the old one',
  surest: 'medium',
  near: ['authenticator-on-old-phone', 'authenticator-limit-reached'],
  judge(facts) {
    const prompts = promptsOf(facts);
    const phones = prompts?.authenticators ?? [];
    if (!prompts || prompts.atHome.length === 0 || phones.length < 2) return null;
    const [newest, ...older] = phones.toSorted((a, b) => (isNewerPhone(a, b) ? -1 : 1));
    const oldest = older.at(-1);
    if (!newest || !oldest || prompts.asked?.id === newest.id) return null;
    const stale = prompts.asked ?? oldest;
    const registered = auditsNamed(facts, /registered security info/i);
    return {
      score: clamp((prompts.asked ? 80 : 62) + (registered.length > 0 ? 8 : 0) + (prompts.said ? 0 : -14)),
      rows: present(
        ...attemptRows(prompts.atHome),
        methodRow(stale, facts.asOf),
        methodRow(newest, facts.asOf),
        ...registered.slice(0, 1).map(auditRow),
      ),
      explains: prompts.atHome,
      summary: `${nameOfPerson(facts)} has two Authenticators, and the prompts still go to the old one, ${quoted(stale.label, 'without a name')}, instead of ${quoted(newest.label, 'the new one')}.`,
      fixes: ['use-another-method', 'set-default-method', 'remove-own-registration', 'remove-stale-method'],
      needs: ['steps', 'methods'],
      stale,
      nextQuestion: `Which phone is in use now: ${quoted(newest.label, 'the newer one')}?`,
    };
  },
  whyNot(facts) {
    const phones = (facts.methods ?? []).filter(({ kind }) => kind === 'authenticator').length;
    return facts.methods && phones < 2 ? 'There are not two Authenticator registrations.' : null;
  },
};
