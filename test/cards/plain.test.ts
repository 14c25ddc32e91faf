import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plain } from '../../src/cards/plain.ts';

describe('text from people, shown as text', () => {
  const cases: readonly [string, string, string][] = [
    ['an ordinary name', 'Alice Weber', 'Alice Weber'],
    ['a name with an apostrophe and a hyphen', "Siobhán O'Neill-Núñez", "Siobhán O'Neill-Núñez"],
    ['a name in another script', '山田 太郎', '山田 太郎'],
    ['a link', '[Click](https://evil.example)', '(Click)(https:\u2060//evil.example)'],
    ['a link by reference', '[Click][1]', '(Click)(1)'],
    ['bold and struck-out text', '**bold** ~~gone~~', '∗∗bold∗∗ ∼∼gone∼∼'],
    ['emphasis by underscores', '_sly_ and __sly__', 'ˍslyˍ and ˍˍslyˍˍ'],
    [
      'an underscore in a sign-in name',
      'bob_fabrikam.com#EXT#@contoso.com',
      'bob_fabrikam.com#EXT#@contoso.com',
    ],
    ['code', '`rm -rf`', 'ˋrm -rfˋ'],
    ['a tag', '<at>everyone</at>', '‹at›everyone‹/at›'],
    ['an entity', '&lt;b&gt; &#42; R&D', '&\u2060lt;b&\u2060gt; &\u2060#42; R&D'],
    ['a heading', '# Big', '#\u00a0Big'],
    ['a list', '- item', '-\u00a0item'],
    ['a numbered list', '3. Stock', '3.\u00a0Stock'],
    ['a rule', '---', '---\u2060'],
    ['a backslash that would be swallowed', 'CORP\\_bob', 'CORP∖ˍbob'],
    ['a domain and a user', 'CORP\\bob', 'CORP\\bob'],
    ['a date that the client fills in', '{{DATE(2020-01-01)}}', '{\u2060{DATE(2020-01-01)}}'],
    ['a placeholder of a template', `${'$'}{secret}`, `${'$'}\u2060{secret}`],
    ['a bare address', 'see www.evil.example', 'see www\u2060.evil.example'],
    ['lines', 'one\r\n\ttwo\u2028three', 'one two three'],
    ['a bidi override', 'gpj\u202eexe.tset', 'gpjexe.tset'],
    ['zero-width and other unseen signs', 'Al\u200bi\u00adce\ufeff \u{e0041}W', 'Alice W'],
    ['nothing but unseen signs', '\u3164\u200b ', ''],
    ['half a sign', 'A\ud83d', 'A\ufffd'],
    ['marks piled on a letter', `Z${'\u0335'.repeat(50)}`, `Z${'\u0335'.repeat(4)}`],
    ['a family that is one sign', '👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦'],
  ];
  for (const [title, given, expected] of cases) {
    it(`shows ${title}`, () => assert.equal(plain(given, 100), expected));
  }

  it('cuts what is long with an ellipsis', () => {
    assert.equal(plain('Wolfeschlegelsteinhausen', 10), 'Wolfeschl…');
    assert.equal(plain('Wolfeschl steinhausen', 11), 'Wolfeschl…');
    assert.equal(plain('ten signs!', 10), 'ten signs!');
  });

  it('never tears a sign apart', () => {
    assert.equal(plain('👩‍👩‍👧‍👦👍🏽é\u0301abc', 3), '👩‍👩‍👧‍👦👍🏽…');
  });

  it('bounds a text of few signs that are each endless', () => {
    const endless = Array.from({ length: 1000 }, () => '👩').join('\u200d');
    assert.ok(plain(endless, 10).length <= 81);
  });

  it('leaves nothing of anything that a markdown reader could act on', () => {
    const hostile = fc.stringMatching(/^[ a1*_`~[\]()<>#+\-=\\&;{}$:/.\n]*$/);
    fc.assert(
      fc.property(hostile, (given) => {
        const shown = plain(given, 60);
        assert.doesNotMatch(shown, /[*`~[\]<>\n]|\{\{|\$\{|:\/\/|&#?\w+;|\\[!-/:-@[-`{-~]/);
        assert.doesNotMatch(shown, /^(#{1,6}|[-+]|\d+[.)])( |$)|^[-=]{3,}$/);
      }),
    );
  });

  it('is quick, whatever is given', () => {
    const nasty = ['a '.repeat(50_000), '_'.repeat(100_000), '&a'.repeat(50_000), `${'{'.repeat(100_000)}`];
    for (const given of nasty) {
      const before = performance.now();
      plain(given, 60);
      assert.ok(performance.now() - before < 500, given.slice(0, 4));
    }
  });

  it('shows no more than was asked for, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 50 }), (given, max) => {
        const shown = plain(given, max);
        assert.ok(shown.isWellFormed());
        assert.ok(shown.length <= max * 10 + 10);
      }),
    );
  });
});
