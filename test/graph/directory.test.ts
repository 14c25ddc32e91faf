import assert from 'node:assert/strict';
import { Unavailable } from '../../src/errors.ts';
import { createDirectory } from '../../src/graph/directory.ts';
import { judge, RequestRefused } from '../../src/graph/outcomes.ts';
import { rowOf } from '../../src/graph/requests.ts';
import { type Asked, answeringGraph } from '../support/fake-graph.ts';

const ADA = {
  id: '1',
  userPrincipalName: 'ada@contoso.com',
  displayName: 'Ada Lovelace',
  accountEnabled: true,
};

function refused(status: number, asked: Asked): Error {
  const refusal = { status, code: 'Request_BadRequest', message: '', retryAfter: null, requestId: null };
  const outcome = judge(rowOf(asked.name), refusal, new Date());
  assert.ok(outcome.kind === 'failed' && outcome.error instanceof RequestRefused);
  return outcome.error;
}

function groupsOf(asked: Asked): string[] {
  return (asked.body as { groupIds: string[] }).groupIds; // what the directory itself sent
}

describe('searching people', () => {
  it('gives the best, as many as were asked for', async () => {
    const value = ['Ada Zed', 'Bo Ada', 'Ada', 'Ada Abel'].map((displayName) => ({ ...ADA, displayName }));
    const found = await createDirectory(
      answeringGraph(() => ({ value })),
      'interactive',
    ).searchPeople(' ada ', 3);
    assert.deepEqual(
      found.map((person) => person.displayName),
      ['Ada', 'Ada Abel', 'Ada Zed'],
    );
  });

  it('does not ask for nothing', async () => {
    const graph = answeringGraph(() => ({ value: [ADA] }));
    const directory = createDirectory(graph, 'interactive');
    assert.deepEqual(await directory.searchPeople('  ', 5), []);
    assert.deepEqual(await directory.searchPeople('\udc00', 5), []);
    assert.equal(graph.asked.length, 0);
  });
});

describe('the groups that hold a person', () => {
  it('are those that Graph names, spelled as they were asked for', async () => {
    const graph = answeringGraph(() => ({ value: ['AAAA', 'bbbb'] }));
    const held = await createDirectory(graph, 'interactive').groupsHolding('1', [
      'aaaa',
      'BBBB',
      'cccc',
      'aaaa',
    ]);
    assert.deepEqual(held, new Set(['aaaa', 'BBBB']));
    assert.deepEqual(graph.asked.map(groupsOf), [['aaaa', 'BBBB', 'cccc']]);
  });

  it('are asked for twenty at a time', async () => {
    const ids = Array.from({ length: 45 }, (_, index) => `group-${index}`);
    const graph = answeringGraph((asked) => ({ value: groupsOf(asked) }));
    assert.deepEqual(await createDirectory(graph, 'interactive').groupsHolding('1', ids), new Set(ids));
    assert.deepEqual(
      graph.asked.map((asked) => groupsOf(asked).length),
      [20, 20, 5],
    );
  });

  for (const [title, answer] of [
    ['is not found', () => undefined],
    [
      'is refused',
      (asked: Asked) => {
        throw refused(400, asked);
      },
    ],
  ] as const) {
    it(`are still found where one of them ${title}, so that a deleted group takes no other role with it`, async () => {
      const graph = answeringGraph((asked) =>
        groupsOf(asked).includes('gone') ? answer(asked) : { value: ['helpdesk'] },
      );
      const held = await createDirectory(graph, 'interactive').groupsHolding('1', [
        'gone',
        'helpdesk',
        'admin',
      ]);
      assert.deepEqual(held, new Set(['helpdesk']));
    });
  }

  it('are none for somebody who is not there', async () => {
    const directory = createDirectory(
      answeringGraph(() => undefined),
      'interactive',
    );
    assert.deepEqual(await directory.groupsHolding('1', ['a', 'b']), new Set());
    assert.deepEqual(await directory.groupsHolding('..', ['a']), new Set());
  });

  it('are not guessed where Graph cannot be asked', async () => {
    const graph = answeringGraph(() => {
      throw new Unavailable('down', '');
    });
    await assert.rejects(createDirectory(graph, 'interactive').groupsHolding('1', ['a', 'b']), Unavailable);
  });
});
