import assert from 'node:assert/strict';
import { readSentence, readWhy } from '../../src/triage/sentence.ts';

describe('a sentence that asks for a diagnosis', () => {
  const asked: readonly [string, string | null, string][] = [
    ["alice can't log in since yesterday", 'alice', 'since yesterday'],
    ['why did Bob fail MFA at 9:40 on Outlook', 'Bob', 'at 9:40 on Outlook'],
    ["why can't Alice sign in?", 'Alice', '?'],
    ['Why can’t Alice Martin sign in to Teams?', 'Alice Martin', 'to Teams?'],
    ['why cannot alice.martin@contoso.com log on', 'alice.martin@contoso.com', ''],
    ['why is Alice unable to log in this morning?', 'Alice', 'this morning?'],
    ["why isn't Alice able to sign in", 'Alice', ''],
    ["why is Siobhán O'Leary locked out?", "Siobhán O'Leary", '?'],
    ["why does Bob's sign-in fail", 'Bob', ''],
    ["why doesn't Alice's MFA work any more", 'Alice', 'any more'],
    ["Bob's Authenticator isn't working on his new phone", 'Bob', 'on his new phone'],
    ["Bob doesn't get the MFA prompt", 'Bob', ''],
    ['Bob keeps failing MFA', 'Bob', ''],
    [
      'Hi Muster, Jean-Luc Picard cannot sign in to Salesforce since 9:40, please',
      'Jean-Luc Picard',
      'to Salesforce since 9:40, please',
    ],
    ['user bob is locked out', 'bob', ''],
    ["what's wrong with alice's sign-in", 'alice', ''],
    ['do you know why Bob failed to log in yesterday', 'Bob', 'yesterday'],
    ["why can't a0000000-0000-4000-8000-000000000001 sign in", 'a0000000-0000-4000-8000-000000000001', ''],
    ['山本 花子 cannot sign in', '山本 花子', ''],
    ["why can't I sign in?", null, '?'],
    ["I can't log in since yesterday", null, 'since yesterday'],
    ['why did I fail MFA at 9:40', null, 'at 9:40'],
    ["my MFA isn't working", null, ''],
    ['why am I locked out', null, ''],
    ['I am unable to sign in to Outlook', null, 'to Outlook'],
    ["I don't get any prompt", null, ''],
  ];
  for (const [text, person, end] of asked) {
    it(`is “${text}”, about ${person ?? 'whoever speaks'}`, () => {
      assert.deepEqual(readSentence(text), { person, end });
    });
  }

  const chat = [
    '',
    'why',
    'hello',
    'why is the sky blue',
    'why not',
    'why me?',
    "I can't believe it",
    "alice can't sign the document",
    "alice can't get in to the building",
    'Bob failed MFA training',
    'Bob failed the login test',
    "everybody can't log in",
    "why can't users sign in",
    "why can't we all just get along",
    "they can't log in",
    "why can't it sign in",
    'how do I sign in',
    'sign in',
    'I signed in to Outlook',
    "don't sign in",
    'Bob can sign in',
    'why can Bob sign in',
    'alice locked the door',
    'what is wrong with alice',
    "my lunch isn't working",
    "alice can't log in and Bob neither, and I have a question about lunch",
    `${'very '.repeat(40)}long name can't log in`,
  ];
  for (const text of chat) {
    it(`is not “${text.slice(0, 60) || 'silence'}”`, () => {
      assert.equal(readSentence(text), null);
    });
  }

  it('is looked for without ever taking long, whatever is written', () => {
    for (const piece of ['a ', "why can't ", 'is ', "'s ", 'log in ', 'since ', '. ']) {
      const began = performance.now();
      readSentence(piece.repeat(4_000 / piece.length));
      assert.ok(performance.now() - began < 1_000, piece);
    }
  });
});

describe('the word why before a name', () => {
  const names: readonly string[] = [
    'alice',
    'Alice Martin since yesterday',
    'alice@contoso.com',
    'a0000000-0000-4000-8000-000000000001',
    "Siobhán O'Leary",
    '山本 花子',
    'Will Smith',
    'Can Yılmaz',
    'will@contoso.com',
  ];
  for (const name of names) {
    it(`asks about ${name}`, () => assert.equal(readWhy(`why ${name}`), name));
  }

  const others = [
    'is the sky blue',
    'not',
    'me',
    'will it rain',
    'can birds fly',
    "can't I sign in",
    'so serious',
    'the long face',
    'does Bob like lunch',
    'my sign-in',
    '?',
    '“quoted”',
  ];
  for (const words of others) {
    it(`does not ask about “${words}”`, () => assert.equal(readWhy(`why ${words}`), null));
  }
});
