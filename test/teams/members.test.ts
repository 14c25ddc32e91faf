import assert from 'node:assert/strict';
import type { ConnectorClient } from 'botframework-connector';
import sinon from 'sinon';
import { createAuthentication } from '../../src/teams/authentication.ts';
import type { Connector } from '../../src/teams/connector.ts';
import { createReadMembers, objectIdOf } from '../../src/teams/members.ts';
import { type StandInConnector, startConnector } from '../support/connector.ts';

const ANN = { id: '29:ann', aadObjectId: 'A0000000-0000-4000-8000-00000000000A' };
const BEN = { id: '29:ben', objectId: 'b0000000-0000-4000-8000-00000000000b' };
const VISITOR = { id: '29:visitor', name: 'Somebody of a meeting' };

/** Teams’ answer to the first page, whatever is asked for. */
function answering(page: object) {
  const getConversationPagedMembers = sinon.fake.resolves(page);
  // Only this one method is ever called.
  const client = { conversations: { getConversationPagedMembers } } as unknown as ConnectorClient;
  const connector: Pick<Connector, 'clientFor'> = { clientFor: async () => client };
  return { connector, getConversationPagedMembers };
}

describe('members of a conversation', () => {
  const chat = { rosterId: '19:lunch', serviceUrl: 'https://smba.example/emea/' };

  const pages: readonly [string, object, readonly string[] | null][] = [
    ['everybody, in small letters', { members: [ANN, BEN] }, [ANN.aadObjectId.toLowerCase(), BEN.objectId]],
    [
      'as many as asked for',
      { members: [ANN, BEN, ANN] },
      [ANN, BEN, ANN].map((one) => ('objectId' in one ? one.objectId : one.aadObjectId.toLowerCase())),
    ],
    ['nobody', { members: [] }, []],
    ['unknown where there are more than asked for', { members: [ANN, BEN, ANN, BEN] }, null],
    ['unknown where the page is cut', { members: [ANN], continuationToken: 'more' }, null],
    ['unknown where somebody has no account here', { members: [ANN, VISITOR] }, null],
    ['unknown where an account is no text', { members: [{ id: '29:x', aadObjectId: 7 }] }, null],
  ];
  for (const [title, page, known] of pages) {
    it(`are ${title}`, async () => {
      const { connector, getConversationPagedMembers } = answering(page);
      assert.deepEqual(await createReadMembers(connector)(chat, 3), known);
      assert.equal(getConversationPagedMembers.firstCall.args[0], '19:lunch');
    });
  }

  it('are unknown, and not asked for, where there is no roster of all who read', async () => {
    const { connector, getConversationPagedMembers } = answering({ members: [ANN] });
    assert.equal(await createReadMembers(connector)({ ...chat, rosterId: null }, 3), null);
    assert.equal(getConversationPagedMembers.callCount, 0);
  });

  describe('as Teams tells them', () => {
    let teams: StandInConnector;
    beforeEach(async () => {
      teams = await startConnector();
      teams.members('19:it@thread.tacv2', [ANN]);
    });
    afterEach(() => teams.close());
    const { connector } = createAuthentication({ bot: null, password: null, localOnly: true });
    const channel = (rosterId: string | null) => ({ rosterId, serviceUrl: teams.serviceUrl });

    it('are read for a channel, and cannot be for one of its threads', async () => {
      const read = createReadMembers(connector);
      assert.deepEqual(await read(channel('19:it@thread.tacv2'), 3), [ANN.aadObjectId.toLowerCase()]);
      await assert.rejects(read(channel('19:it@thread.tacv2;messageid=1'), 3), { statusCode: 404 });
    });

    it('have the account that stands behind a mention', async () => {
      assert.equal(
        await objectIdOf(connector, channel('19:it@thread.tacv2'), '29:ann'),
        ANN.aadObjectId.toLowerCase(),
      );
      await assert.rejects(objectIdOf(connector, channel('19:it@thread.tacv2'), '29:ben'));
      assert.equal(await objectIdOf(connector, channel(null), '29:ann'), undefined);
    });
  });
});
