import assert from 'node:assert/strict';
import fc from 'fast-check';
import { COMMANDS } from '../../src/teams/commands.ts';
import { readExemption, readOwnExemption } from '../../src/teams/exemption-sentence.ts';
import { matchCommand } from '../../src/teams/match.ts';

describe('a sentence that asks for an exemption', () => {
  for (const [text, who] of [
    ['exempt Alice Weber', 'Alice Weber'],
    ['Exempt alice@contoso.example from MFA', 'alice@contoso.example'],
    ['exclude Alice from MFA', 'Alice'],
    ['Please exclude our CEO from the second step!', 'our CEO'],
    ['turn off MFA for Alice', 'Alice'],
    ['turn MFA off for Alice', 'Alice'],
    ['can you disable 2FA for Alice Weber?', 'Alice Weber'],
    ['Can Alice be exempted from MFA?', 'Alice'],
    ['take Alice off MFA', 'Alice'],
    ['Alice wants to be exempted from MFA', 'Alice'],
  ] as const) {
    it(`“${text}” is about ${who}`, () => {
      assert.equal(readExemption(text), who);
      assert.equal(readOwnExemption(text), null);
      const match = matchCommand(COMMANDS, text);
      assert.ok(match.kind === 'command');
      assert.deepEqual([match.row.words, match.rest], ['exempt', who]);
    });
  }

  for (const text of [
    'exempt me',
    'Exclude me from MFA.',
    'turn off MFA for me please'.replace(' please', ''),
  ]) {
    it(`“${text}” is about whoever speaks`, () => {
      assert.equal(readOwnExemption(text), '');
      const match = matchCommand(COMMANDS, text);
      assert.equal(match.kind === 'command' && match.row.words, 'exempt me');
    });
  }

  it('is no other sentence', () => {
    for (const text of [
      'exempt',
      'exemptions',
      'exceptions',
      'status Alice',
      'why can Alice not sign in',
      '',
    ])
      assert.equal(readExemption(text) ?? readOwnExemption(text), null, text);
  });

  it('is read quickly, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2_000 }), (text) => {
        const begun = performance.now();
        readExemption(`please exclude ${text} from`);
        assert.ok(performance.now() - begun < 250);
      }),
      { numRuns: 50 },
    );
  });
});
