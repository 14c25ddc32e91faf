import assert from 'node:assert/strict';
import { readFacts } from '../../src/triage/facts.ts';
import { forbiddenMethods, nothingAllowed } from '../../src/triage/method-rules.ts';
import { app, evidence, method, phone, unread } from '../support/triage.ts';

const off = (...disabled: readonly string[]) => ({ enabled: [], disabled, changedAt: null });
const MOBILE = phone('+49 1701234571');
const DESK = phone('+49 405550133', { kind: 'office' });

describe('the rules for methods', () => {
  const cases: readonly [string, boolean, Parameters<typeof evidence>[0]][] = [
    ['a desk phone without calls', true, { methods: [DESK], methodRules: off('Voice') }],
    [
      'a mobile phone without calls, but with messages',
      false,
      { methods: [MOBILE], methodRules: off('Voice') },
    ],
    [
      'a mobile phone without calls and messages',
      true,
      { methods: [MOBILE], methodRules: off('voice', 'SMS') },
    ],
    ['an app beside a desk phone', false, { methods: [app('a'), DESK], methodRules: off('Voice') }],
    [
      'Windows Hello, which no rule forbids',
      false,
      { methods: [method('windows-hello')], methodRules: off('Fido2') },
    ],
    ['nothing registered', false, { methods: [method('password')], methodRules: off('Sms', 'Voice') }],
    ['rules that cannot be read', false, { methods: [DESK], methodRules: unread() }],
    [
      'a report that says registered and not capable',
      true,
      {
        methods: unread(),
        registration: { isAdmin: false, registered: true, capable: false, methods: [], updatedAt: null },
      },
    ],
  ];
  for (const [what, nothing, told] of cases) {
    it(`leave ${nothing ? 'nothing' : 'something'} usable or open with ${what}`, () => {
      assert.equal(nothingAllowed(readFacts(evidence(told))), nothing);
    });
  }

  it('name the methods that they forbid', () => {
    const facts = readFacts(evidence({ methods: [app('a'), DESK], methodRules: off('Voice') }));
    assert.deepEqual(forbiddenMethods(facts), [DESK]);
  });
});
