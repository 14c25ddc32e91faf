import assert from 'node:assert/strict';
import { NOW, REGISTRATION_URL } from '../../demo/gallery/samples/people.ts';
import { ownSteps, type SelfHelpInput, toSelfHelpView, toSentStepsView } from '../../src/cards/self-help.ts';
import { LANGUAGES, textsFor } from '../../src/cards/texts.ts';

const texts = textsFor('en', 'Europe/Berlin');
const about = { organisation: 'Contoso', registrationUrl: REGISTRATION_URL };
const own = (what: Pick<SelfHelpInput, 'kind'> & Partial<SelfHelpInput>) =>
  toSelfHelpView({ ...about, asOf: NOW, ...what } as SelfHelpInput, texts);

describe('one’s own answer to why', () => {
  it('says what happened and what to do, step by step, with the page where one registers', () => {
    const view = own({
      kind: 'answer',
      cause: 'authenticator-on-old-phone',
      steps: ['re-register', 'use-another-method'],
    });
    assert.equal(view.title, 'Here is what to do');
    assert.match(view.answer, /prompts still go to your old phone/);
    assert.deepEqual(
      view.steps.map(({ number }) => number),
      ['1', '2'],
    );
    assert.equal(view.hasPage, true);
    assert.equal(view.registrationUrl, REGISTRATION_URL);
    assert.match(view.genuine, /never ask for a password or a code/);
  });

  it('shows the page only where a step leads there', () => {
    assert.equal(own({ kind: 'answer', cause: 'wrong-password', steps: ['reset-password'] }).hasPage, false);
  });

  it('says to call, to approve nothing and to tell nobody a code, and nothing else, in a security case', () => {
    const view = own({ kind: 'call' });
    assert.equal(view.tone, 'attention');
    assert.match(view.answer, /Call your helpdesk now, on the number that you know/);
    assert.match(view.answer, /approve no prompts/);
    assert.deepEqual([view.hasSteps, view.hasPage, view.hasHelp], [false, false, false]);
    assert.doesNotMatch(JSON.stringify(view), /risk|attack|taken|stolen|suspicious|policy/i);
  });

  it('knows nothing to do where nothing failed', () => {
    const view = own({ kind: 'answer', cause: 'interrupted-then-succeeded', steps: [] });
    assert.deepEqual([view.tone, view.word, view.hasHelp], ['good', 'Nothing to do', false]);
  });

  it('says so where nobody can tell yet', () => {
    const view = own({ kind: 'answer', cause: 'unknown', steps: [] });
    assert.deepEqual([view.tone, view.hasHelp], ['warning', true]);
  });

  it('says in every language what Muster never asks for', () => {
    for (const language of LANGUAGES) {
      const view = toSelfHelpView({ ...about, asOf: NOW, kind: 'call' }, textsFor(language));
      assert.ok(view.genuine.includes('Contoso'), language);
      assert.ok(view.answer.includes('Muster'), language);
    }
  });
});

describe('steps that the helpdesk sent', () => {
  it('say whom they are from, and ask for nothing: no button but the page', () => {
    const sent = toSentStepsView(
      { ...about, cause: 'authenticator-on-old-phone', steps: ['re-register'], sentAt: NOW },
      texts,
    );
    assert.match(sent.eyebrow, /^From your helpdesk · Contoso$/);
    assert.deepEqual([sent.hasRefresh, sent.hasPage, sent.hasActions], [false, true, true]);
  });

  it('have no button at all where no page is needed', () => {
    const sent = toSentStepsView(
      { ...about, cause: 'wrong-password', steps: ['reset-password'], sentAt: NOW },
      texts,
    );
    assert.equal(sent.hasActions, false);
  });

  it('are those of a diagnosis that the person takes, and none of somebody else’s', () => {
    const fixes = ['prove-identity', 're-register', 'remove-stale-method', 'toString', 'sign-in-again'];
    assert.deepEqual(ownSteps(fixes.map((id) => ({ id }))), ['re-register', 'sign-in-again']);
  });
});
