import { type Cause, clamp } from '../cause.ts';
import type { RegisteredMethod } from '../evidence.ts';
import { deniedAs, type Facts, methodsOf, nameOfPerson } from '../facts.ts';
import { appAge } from '../phones.ts';
import { promptsOf } from '../prompts.ts';
import { attemptRows, methodRow, present } from '../rows.ts';
import { quoted } from '../words.ts';

export const authenticatorOutdated: Cause = {
  id: 'authenticator-outdated',
  title: 'Authenticator too old for number matching',
  surest: 'medium',
  near: ['authenticator-on-old-phone'],
  judge(facts) {
    const phone = oldestApp(facts);
    const age = appAge(phone?.appVersion ?? null, facts.asOf);
    if (!phone || age === null || age === 'current') return null;
    const broken = deniedAs(facts, 'invalid');
    const explains = broken.length > 0 ? broken : (promptsOf(facts)?.atHome ?? []);
    if (explains.length === 0) return null;
    return {
      score: clamp(broken.length > 0 ? (age === 'unable' ? 91 : 76) : age === 'unable' ? 46 : 32),
      rows: present(...attemptRows(explains), methodRow(phone, facts.asOf)),
      explains,
      summary: `The Authenticator on ${quoted(phone.label, 'the registered phone')} is version ${phone.appVersion ?? 'unknown'}, too old to match the number that is shown. ${nameOfPerson(facts)} must update the app.`,
      fixes: ['update-authenticator', 'use-code-instead'],
      needs: ['steps'],
    };
  },
  whyNot(facts) {
    const phone = oldestApp(facts);
    return phone && appAge(phone.appVersion, facts.asOf) === 'current'
      ? 'The Authenticator app is up to date.'
      : null;
  },
};

function oldestApp(facts: Facts): RegisteredMethod | undefined {
  const asked = promptsOf(facts)?.asked;
  if (asked) return asked;
  const order = { unable: 0, old: 1, current: 2 } as const;
  const rank = ({ appVersion }: RegisteredMethod) => order[appAge(appVersion, facts.asOf) ?? 'current'];
  return methodsOf(facts, 'authenticator').toSorted((a, b) => rank(a) - rank(b))[0];
}
