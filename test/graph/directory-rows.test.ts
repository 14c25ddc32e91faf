import assert from 'node:assert/strict';
import { NotFound, Unavailable } from '../../src/errors.ts';
import { createBulkDirectory, readDirectoryRow } from '../../src/graph/directory-rows.ts';
import { answeringGraph } from '../support/fake-graph.ts';

const id = (number: number) => `0a0a0a0a-0000-4000-8000-${String(number).padStart(12, '0')}`;
const ROW = {
  id: id(1).toUpperCase(),
  userPrincipalName: 'ada@contoso.com',
  displayName: 'Ada Lovelace',
  mail: 'ada.lovelace@contoso.com',
  userType: 'Guest',
  accountEnabled: true,
  department: ' Finance ',
  usageLocation: 'gb',
  country: 'Germany',
  preferredLanguage: 'en-GB',
};

async function collect<Value>(values: AsyncIterable<readonly Value[]>): Promise<Value[]> {
  const collected: Value[] = [];
  for await (const page of values) collected.push(...page);
  return collected;
}

describe('the directory in bulk', () => {
  it('is read in the largest pages, with what is kept and nothing else', async () => {
    const graph = answeringGraph(() => [[ROW], [{ ...ROW, id: id(2) }]]);
    const rows = await collect(createBulkDirectory(graph, 'background').everybody());
    assert.deepEqual(
      rows.map(({ personId }) => personId),
      [id(1), id(2)],
    );
    assert.equal(graph.asked[0]?.urgency, 'background');
    assert.equal(graph.asked[0]?.query?.$top, '999');
    const selected = graph.asked[0]?.query?.$select?.split(',') ?? [];
    assert.deepEqual(new Set(selected), new Set(Object.keys(ROW)));
  });

  it('keeps of an account what a campaign needs', () => {
    assert.deepEqual(readDirectoryRow(ROW), {
      personId: id(1),
      userPrincipalName: 'ada@contoso.com',
      displayName: 'Ada Lovelace',
      mail: 'ada.lovelace@contoso.com',
      kind: 'guest',
      enabled: true,
      department: 'Finance',
      country: 'GB',
      language: 'en-GB',
    });
  });

  it('takes the careful reading of what an account does not say', () => {
    assert.deepEqual(readDirectoryRow({ id: id(1), userPrincipalName: 'ada@contoso.com', country: 'US' }), {
      personId: id(1),
      userPrincipalName: 'ada@contoso.com',
      displayName: 'ada@contoso.com',
      mail: null,
      kind: 'member',
      enabled: false,
      department: null,
      country: 'US',
      language: null,
    });
    assert.equal(
      readDirectoryRow({ ...ROW, usageLocation: null }).country,
      null,
      'Germany is not two letters',
    );
  });

  for (const row of [null, 'x', [], {}, { ...ROW, id: null }, { ...ROW, userPrincipalName: 7 }]) {
    it(`refuses the account ${JSON.stringify(row)?.slice(0, 30)} rather than read it wrong`, () => {
      assert.throws(() => readDirectoryRow(row), Unavailable);
    });
  }
});

describe('the standing of accounts', () => {
  const graphOf = (accounts: Readonly<Record<string, boolean>>) =>
    answeringGraph(({ query }) => ({
      value: Object.entries(accounts)
        .filter(([one]) => query?.$filter?.includes(`'${one}'`))
        .map(([one, accountEnabled]) => ({ id: one.toUpperCase(), accountEnabled })),
    }));

  it('is asked for fifteen at a time, and told for everybody who was asked about', async () => {
    const asked = Array.from({ length: 50 }, (_, index) => id(index));
    const graph = graphOf({
      ...Object.fromEntries(asked.slice(0, 40).map((one) => [one, true])),
      [id(7)]: false,
    });
    const standings = await createBulkDirectory(graph, 'background').standingOf(asked);
    assert.equal(graph.asked.length, 4);
    for (const { query } of graph.asked) assert.ok((query?.$filter?.match(/'/g) ?? []).length <= 30);
    assert.deepEqual([...standings.keys()], asked);
    assert.equal(standings.get(id(7)), 'disabled');
    assert.equal(standings.get(id(8)), 'enabled');
    assert.equal(standings.get(id(40)), 'gone');
  });

  it('is told under the spelling that was asked for, each person once', async () => {
    const one = 'ABCDEF00-0000-4000-8000-000000000001';
    const graph = graphOf({ [one.toLowerCase()]: true });
    const standings = await createBulkDirectory(graph, 'background').standingOf([
      one,
      one.toLowerCase(),
      one,
    ]);
    assert.deepEqual(
      standings,
      new Map([
        [one, 'enabled'],
        [one.toLowerCase(), 'enabled'],
      ]),
    );
    assert.equal(graph.asked[0]?.query?.$filter, `id in ('${one.toLowerCase()}')`);
  });

  it('of what is no object id is that nobody is there, and Graph is not bothered with it', async () => {
    const graph = graphOf({});
    const words = ["x') or (1 eq 1", '', '..'];
    const standings = await createBulkDirectory(graph, 'background').standingOf(words);
    assert.deepEqual([...standings.values()], ['gone', 'gone', 'gone']);
    assert.equal(graph.asked.length, 0);
  });

  it('is not guessed from an answer that makes no sense', async () => {
    for (const answer of [{}, { value: {} }, { value: [{ accountEnabled: true }] }]) {
      const directory = createBulkDirectory(
        answeringGraph(() => answer),
        'background',
      );
      await assert.rejects(directory.standingOf([id(1)]), Unavailable);
    }
  });

  it('of an account that does not say whether it is enabled is disabled', async () => {
    const graph = answeringGraph(() => ({ value: [{ id: id(1) }] }));
    const standings = await createBulkDirectory(graph, 'background').standingOf([id(1)]);
    assert.equal(standings.get(id(1)), 'disabled');
  });
});

describe('the people in a group', () => {
  it('are asked for as such, which Graph answers only with its header and a count', async () => {
    const graph = answeringGraph(() => [[{ id: id(1).toUpperCase() }, { id: null }], [], [{ id: id(2) }]]);
    assert.deepEqual(await collect(createBulkDirectory(graph, 'background').peopleIn('g')), [id(1), id(2)]);
    assert.equal(graph.asked[0]?.name, 'peopleInGroup');
    assert.deepEqual(graph.asked[0]?.headers, { ConsistencyLevel: 'eventual' });
    assert.equal(graph.asked[0]?.query?.$count, 'true');
  });

  it('of what can be no group are an error, and not an empty list', async () => {
    const directory = createBulkDirectory(
      answeringGraph(() => []),
      'background',
    );
    await assert.rejects(collect(directory.peopleIn('..')), NotFound);
  });
});
