import assert from 'node:assert/strict';
import { caseSamples } from '../../demo/gallery/samples/case.ts';
import { ALICE, TIME_ZONE } from '../../demo/gallery/samples/people.ts';
import { CASE_ID } from '../../demo/gallery/samples/triage-cases.ts';
import { render } from '../../src/cards/render.ts';
import { textsFor } from '../../src/cards/texts.ts';
import { partsOfType } from './parts.ts';

const texts = textsFor('en', TIME_ZONE);
const view = (state: keyof typeof caseSamples) => caseSamples[state](texts);
const card = (state: keyof typeof caseSamples) => render('case', view(state)).card;

describe('the helpdesk’s card of a recipient’s question', () => {
  it('says who, what they wrote, since when, and beside it what triage says and forbids', () => {
    const { title, signInName, word, answer, orders } = view('needs help');
    assert.equal(title, 'Alice Weber needs help');
    assert.equal(signInName, 'alice.weber@contoso.com · Finance');
    assert.match(word, /^Open since Friday 20 November/);
    assert.match(answer, /^They wrote: “I have a new phone/);
    assert.deepEqual(
      orders.map((order) => order.title),
      ['What triage says', 'Never'],
    );
    assert.match(orders[0]?.lines[0]?.text ?? '', /· High confidence$/);
  });

  it('warns where the question may be part of an attack', () => {
    assert.equal(view('needs help').tone, 'warning');
    assert.equal(view('needs help, takeover').tone, 'attention');
    assert.equal(view('needs help, emergency account').tone, 'attention');
    assert.match(JSON.stringify(view('needs help, takeover').orders), /Do not reset/);
  });

  it('says that nothing has been read, rather than nothing', () => {
    assert.match(JSON.stringify(view('needs help, nothing read').orders), /Not read yet/);
  });

  it('opens triage of that person below, a chat with them, and closes', () => {
    const [triage, close] = partsOfType(card('needs help'), 'Action.Submit');
    assert.deepEqual(triage?.data, { verb: 'triage.pick-user', v: 1, person: ALICE.id });
    assert.deepEqual(close?.data, { verb: 'case.close', v: 1, case: CASE_ID });
    const [write] = partsOfType(card('needs help'), 'Action.OpenUrl');
    assert.equal(write?.url, 'https://teams.microsoft.com/l/chat/0/0?users=alice.weber%40contoso.com');
  });

  it('once closed says by whom and when, and has nothing to press', () => {
    const { tone, remarks } = view('closed');
    assert.equal(tone, 'good');
    assert.deepEqual(remarks, [{ text: 'Closed by Rosa Lind (Fri 20 Nov, 10:40)' }]);
    assert.deepEqual(partsOfType(card('closed'), 'ActionSet'), []);
    assert.deepEqual(view('closed, nobody knows by whom').remarks, [{ text: 'Closed (Fri 20 Nov, 10:40)' }]);
  });
});
