import assert from 'node:assert/strict';
import { ALICE } from '../../demo/gallery/samples/people.ts';
import { toChoosePersonView } from '../../src/cards/choose-person.ts';
import { toHelpView } from '../../src/cards/help.ts';
import { toNoticeView } from '../../src/cards/notice.ts';
import { toProblemView } from '../../src/cards/problem.ts';
import { render } from '../../src/cards/render.ts';
import { textsFor } from '../../src/cards/texts.ts';
import { toWelcomeView } from '../../src/cards/welcome.ts';
import { NotFound, TryAgainLater } from '../../src/errors.ts';
import { partsOfType } from './parts.ts';

const texts = textsFor('en');
const rows = Array.from({ length: 8 }, (_, index) => ({
  command: `command ${index}`,
  description: `Does ${index}`,
}));

describe('the chooser of a person', () => {
  const people = Array.from({ length: 7 }, (_, index) => ({
    ...ALICE,
    id: `a0000000-0000-4000-8000-00000000000${index}`,
  }));
  const choosing = (count: number) =>
    toChoosePersonView(
      { asked: 'alice', people: people.slice(0, count), verb: 'status.refresh-other' },
      texts,
    );

  it('offers six people at most, and says when there are more', () => {
    assert.deepEqual([choosing(6).people.length, choosing(6).title], [6, '6 people fit “alice”']);
    assert.deepEqual([choosing(7).people.length, choosing(7).title], [6, 'More than 6 people fit “alice”']);
    assert.match(choosing(7).answer, /add more of the name/);
  });

  it('gives each person a button with the caller’s verb and that person’s id', () => {
    const { card } = render('choose-person', choosing(2));
    assert.deepEqual(
      partsOfType(card, 'Action.Execute').map((action) => action.data),
      people.slice(0, 2).map(({ id }) => ({ verb: 'status.refresh-other', v: 1, person: id })),
    );
  });

  it('says to a screen reader whom each button chooses', () => {
    const { card } = render('choose-person', choosing(1));
    assert.equal(partsOfType(card, 'Action.Execute')[0]?.tooltip, 'Choose Alice Weber');
  });
});

describe('help', () => {
  it('folds what is beyond five commands', () => {
    const view = toHelpView({ rows }, texts);
    assert.deepEqual([view.rows.length, view.moreRows.length], [5, 3]);
  });

  it('shows the nearest commands first to somebody it did not understand', () => {
    const unknown = { text: 'comand 7', nearest: rows.slice(7) };
    const view = toHelpView({ rows, unknown }, texts);
    assert.equal(view.answer, 'You wrote “comand 7”. Did you mean this?');
    assert.deepEqual(view.rows, rows.slice(7));
    assert.deepEqual(view.moreRows, rows.slice(0, 7));
  });

  it('repeats what was typed as text, cut short', () => {
    const unknown = { text: `**${'x'.repeat(5000)}`, nearest: [] };
    assert.ok(toHelpView({ rows, unknown }, texts).answer.length < 140);
  });
});

describe('a problem', () => {
  it('that is a bug shows its reference and nothing of the error', () => {
    const view = toProblemView({ known: null, reference: 'K7Q2' }, texts);
    assert.equal(view.reference, 'Reference K7Q2');
    assert.equal(view.hasReference, true);
  });

  it('that will pass says when to try again', () => {
    const view = toProblemView({ known: new TryAgainLater(41.2, 'Graph'), reference: 'x' }, texts);
    assert.equal(view.next, 'Try again in 42 seconds.');
    assert.equal(view.hasReference, false);
  });

  it('with what was looked for keeps its own words in English, and speaks the reader’s language otherwise', () => {
    const known = new NotFound('Nobody here fits “alcie”.', 'Check the spelling.');
    assert.equal(toProblemView({ known, reference: 'x' }, texts).answer, 'Nobody here fits “alcie”.');
    assert.equal(
      toProblemView({ known, reference: 'x' }, textsFor('de')).answer,
      'Hier passt nichts zu diesen Worten.',
    );
  });
});

describe('a notice and a welcome', () => {
  it('names who was faster, as text', () => {
    const { text, summary } = toNoticeView({ kind: 'somebody-was-faster', name: '<b>Rosa</b>' }, texts);
    assert.equal(text, '‹b›Rosa‹/b› was faster: it is done already.');
    assert.equal(summary, text);
  });

  it('greets without a name where the directory has none', () => {
    const welcome = (name: string | null) =>
      toWelcomeView({ name, organisation: null, registrationUrl: 'https://aka.ms/x', rows: [] }, texts).title;
    assert.equal(welcome('Alice'), 'Hello Alice, I help you sign in safely');
    assert.equal(welcome(null), 'Hello, I help you sign in safely');
    assert.equal(welcome(' \u200b'), 'Hello, I help you sign in safely');
  });
});
