import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import { type Facts, methodsOf, nameOfPerson, refusedWith, secondStepsOf } from '../facts.ts';
import { attemptRows, methodName, methodRow, present } from '../rows.ts';
import { neverRefusedWith } from '../ruled-out.ts';
import { namesDevice } from '../steps.ts';
import { capital } from '../words.ts';

const CODES = [130004, 130005, 130006, 17003];

export const windowsHelloOrPasskeyLost: Cause = {
  id: 'windows-hello-or-passkey-lost',
  title: 'Windows Hello / passkey key lost',
  surest: 'medium',
  near: ['device-disabled-or-deleted'],
  judge(facts) {
    const said = refusedWith(facts, ...CODES);
    const unsure = refusedWith(facts, 135010);
    const explains = said.length > 0 ? said : unsure;
    const [newest] = explains;
    if (!newest) return null;
    const dead = deadKey(facts, newest);
    const others = (secondStepsOf(facts) ?? []).length > 1;
    return {
      score: clamp((said.length > 0 ? 90 : 48) + (dead ? 4 : 0)),
      rows: present(...attemptRows(explains), dead && methodRow(dead, facts.asOf)),
      explains,
      summary: `${dead ? capital(methodName(dead)) : 'The key'} of ${nameOfPerson(facts)} is registered, but the computer or key no longer holds it. Sign in another way and set it up again.`,
      fixes: others
        ? ['use-another-method', 'set-up-passkey-again', 'remove-stale-method']
        : ['temporary-access-pass', 'set-up-passkey-again', 'remove-stale-method'],
      needs: ['methods'],
      ...(dead ? { stale: dead } : {}),
    };
  },
  whyNot: (facts) => neverRefusedWith(facts, [...CODES, 135010], 'No key was refused.'),
};

/** The one of this very computer, else the only one there is. */
function deadKey(facts: Facts, { last }: Attempt) {
  const keys = methodsOf(facts, 'windows-hello', 'passkey', 'platform-credential');
  return (
    keys.find(({ label }) => namesDevice(last.device.name, label)) ??
    (keys.length === 1 ? keys[0] : undefined)
  );
}
