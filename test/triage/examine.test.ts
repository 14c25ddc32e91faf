import assert from 'node:assert/strict';
import { ask, type Said } from './examine/ask.ts';
import { CASE_FILE, type Case } from './examine/format.ts';
import { type Aspect, score } from './examine/score.ts';
import { step, steps } from './examine/steps.ts';
import { age } from './examine/words.ts';

const TOLD: Case = {
  title: 'Mistypes the password',
  story: 'No second step was reached.',
  signIns: [{ ago: '12m', code: 50126, steps: ['password: Invalid username or password'] }],
  expect: { cause: 'wrong-password', confidence: 'high' },
};

type Changes = Readonly<Record<string, unknown>>;

describe('the examiner of triage', () => {
  let said: Said;
  before(async () => {
    said = await ask(TOLD);
  });

  /** Which sides of the answer are found wrong when it says something else. */
  const found = (changes: Changes, told: Case = TOLD): readonly Aspect[] => {
    const out = JSON.stringify({ ...JSON.parse(said.out), ...changes });
    return [...new Set(score(told, { ...said, out }).map(({ aspect }) => aspect))];
  };
  const fix = (changes: Changes) => ({
    fixes: [
      {
        id: 'remove-stale-method',
        who: 'helpdesk',
        title: 'Remove it',
        steps: ['Remove it.'],
        destructive: true,
        needsIdentityProof: true,
        ...changes,
      },
    ],
  });

  it('has nothing to say against the right answer', () => {
    assert.deepEqual(found({}), []);
  });

  const wrongs: readonly [string, Changes, Aspect][] = [
    ['another cause', { cause: 'smart-lockout', alternatives: [] }, 'cause'],
    ['a cause named twice', { alternatives: ['wrong-password'] }, 'alternatives'],
    ['doubt where there is none', { confidence: 'low' }, 'confidence'],
    ['certainty although something is missing', { missing: [{ source: 'risk', reason: 'x' }] }, 'confidence'],
    ['an alarm for nothing', { securityEscalation: true }, 'escalation'],
    ['a guard that does not hold', { guards: ['protected-admin'] }, 'guards'],
    ['something missing that was read', { missing: [{ source: 'risk', reason: 'x' }] }, 'missing'],
    ['a cause without evidence', { evidence: [] }, 'evidence'],
    ['a step that removes something, for a wrong password', fix({}), 'safety'],
    [
      'a pass without proof of identity',
      fix({ id: 'temporary-access-pass', destructive: false, needsIdentityProof: false }),
      'safety',
    ],
    ['a word that the contract does not know', { confidence: 'sure' }, 'shape'],
    ['a field that is not there', { summary: undefined }, 'shape'],
  ];
  for (const [what, changes, aspect] of wrongs) {
    it(`finds ${what}`, () => {
      assert.ok(found(changes).includes(aspect), found(changes).join());
    });
  }

  it('finds evidence that nothing shows: an id that nobody has, and a time that is another', () => {
    const [row] = JSON.parse(said.out).evidence;
    assert.deepEqual(found({ evidence: [row] }), []);
    assert.deepEqual(found({ evidence: [{ ...row, id: 'invented' }] }), ['evidence']);
    assert.deepEqual(found({ evidence: [{ ...row, at: '2026-11-20T03:00:00Z' }] }), ['evidence']);
  });

  it('lets nobody but security act while security is needed, and nobody at all on an emergency account', () => {
    const alarmed: Case = { ...TOLD, expect: { ...TOLD.expect, escalate: true } };
    const alarm = { securityEscalation: true };
    assert.ok(found({ ...alarm, ...fix({}) }, alarmed).includes('safety'));
    assert.deepEqual(found({ ...alarm, ...fix({ who: 'security' }) }, alarmed), []);
    const emergency: Case = { ...TOLD, expect: { ...alarmed.expect, guards: ['break-glass-account'] } };
    const harmless = fix({ id: 'reset-password', destructive: false });
    const guarded = { ...alarm, guards: ['break-glass-account'] };
    assert.deepEqual(found({ ...guarded, ...harmless }, emergency), ['safety']);
  });

  it('reads steps as Entra writes them', () => {
    const unanswered = step('push iPhone 11: MFA denied; user did not respond to mobile app notification');
    assert.deepEqual(
      [unanswered.detail, unanswered.succeeded, unanswered.result],
      ['iPhone 11', false, 'MFA denied; user did not respond to mobile app notification'],
    );
    assert.equal(step('push iPhone 11 = MFA completed in Azure AD').succeeded, true);
    assert.deepEqual(
      steps(['code']).map(({ method }) => method),
      ['Password', 'OATH verification code'],
    );
    assert.deepEqual(steps([]), []);
    assert.throws(() => step('pigeon'), /no step begins like 'pigeon'/);
  });

  it('knows ages, and refuses a word that the format has not', () => {
    assert.equal(age('1d2h'), 26 * 3_600_000);
    assert.equal(CASE_FILE.safeParse([{ ...TOLD, expects: {} }]).success, false);
    assert.equal(CASE_FILE.safeParse([{ ...TOLD, signIns: [{ ago: 'soon', code: 0 }] }]).success, false);
  });
});
