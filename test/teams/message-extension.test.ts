import assert from 'node:assert/strict';
import { parseActivity } from '../../src/teams/activity.ts';
import { readExtension } from '../../src/teams/message-extension.ts';
import { teamsMessage } from '../support/channel.ts';

function invoke(name: string, value: unknown) {
  const parsed = parseActivity(teamsMessage({ type: 'invoke', name, value }));
  assert.ok(parsed.ok);
  return readExtension(parsed.activity);
}

describe('what is asked beside the message box', () => {
  const query = (...parameters: unknown[]) =>
    invoke('composeExtension/query', { commandId: 'findPerson', parameters });

  it('is a search for what was typed', () => {
    assert.deepEqual(query({ name: 'person', value: ' alice ' }), { kind: 'search', words: 'alice' });
  });

  it('is a search for nothing when it has just been opened, or is nonsense', () => {
    const nothing = { kind: 'search', words: '' };
    assert.deepEqual(query({ name: 'initialRun', value: 'true' }), nothing);
    assert.deepEqual(query({ name: 'person', value: 7 }), nothing);
    assert.deepEqual(query('x'), nothing);
    assert.deepEqual(invoke('composeExtension/query', undefined), nothing);
  });

  it('is cut where it is long', () => {
    const asked = query({ name: 'person', value: 'x'.repeat(5_000) });
    assert.ok(asked?.kind === 'search' && asked.words.length === 200);
  });

  it('is the choice of one person, by object id alone', () => {
    const person = 'a0000000-0000-4000-8000-000000000001';
    assert.deepEqual(invoke('composeExtension/selectItem', { person }), { kind: 'choose', personId: person });
    assert.equal(invoke('composeExtension/selectItem', { person: "' or 1 eq 1" }), null);
    assert.equal(invoke('composeExtension/selectItem', null), null);
  });

  it('is nothing of ours otherwise', () => {
    assert.equal(invoke('composeExtension/fetchTask', {}), null);
    const message = parseActivity(teamsMessage({ name: 'composeExtension/query' }));
    assert.ok(message.ok);
    assert.equal(readExtension(message.activity), null);
  });
});
