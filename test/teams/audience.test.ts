import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { Role } from '../../src/people/roles.ts';
import { mayStandHere, READ_AT_MOST } from '../../src/teams/audience.ts';
import type { About } from '../../src/teams/rows.ts';
import { turnOf } from '../support/turn.ts';

type Kind = 'personal' | 'group' | 'channel';

function setUp(members: readonly string[] | null, holders: readonly string[] = []) {
  const read = sinon.fake.resolves(members);
  const allHold = sinon.fake(async (ids: readonly string[], _role: Role) =>
    ids.every((id) => holders.includes(id)),
  );
  const ports = { members: read, membership: { allHold } };
  return { ports, read, allHold };
}

const inside = (kind: Kind) => turnOf({ conversation: { kind } });

describe('whether an answer may stand where it was asked for', () => {
  const cases: readonly [string, About, Kind, readonly string[] | null, boolean][] = [
    ['about nobody, in a chat of several', 'nobody', 'group', null, true],
    ['about the asker, in private', 'asker', 'personal', null, true],
    ['about others, in private', 'others', 'personal', null, true],
    ['about the asker, in a chat of several who all hold the role', 'asker', 'group', ['ann'], false],
    ['about the asker, in a channel', 'asker', 'channel', ['ann'], false],
    ['about others, where everybody holds the role', 'others', 'group', ['ann', 'ben'], true],
    ['about others, in a channel where everybody holds the role', 'others', 'channel', ['ann'], true],
    ['about others, where one does not hold the role', 'others', 'group', ['ann', 'eve'], false],
    ['about others, in a channel where one does not hold the role', 'others', 'channel', ['eve'], false],
    ['about others, where not everybody is known', 'others', 'group', null, false],
    ['about others, where nobody is known', 'others', 'group', [], false],
  ];
  for (const [title, about, kind, members, expected] of cases) {
    it(`is ${expected ? 'yes' : 'no'} ${title}`, async () => {
      const { ports } = setUp(members, ['ann', 'ben']);
      assert.equal(await mayStandHere({ about, holding: 'helpdesk' }, inside(kind), ports), expected);
    });
  }

  it('asks for the role that the answer needs, of this conversation, in a bounded roster', async () => {
    const { ports, read, allHold } = setUp(['ann'], ['ann']);
    const turn = inside('channel');
    await mayStandHere({ about: 'others', holding: 'admin' }, turn, ports);
    assert.deepEqual(read.firstCall.args, [turn.conversation, READ_AT_MOST]);
    assert.deepEqual(allHold.firstCall.args, [['ann'], 'admin']);
  });

  it('fails where the roster cannot be read, so that nobody takes that for a yes', async () => {
    const { ports } = setUp([]);
    const members = sinon.fake.rejects(new Error('Teams is away'));
    await assert.rejects(
      mayStandHere({ about: 'others', holding: 'admin' }, inside('group'), { ...ports, members }),
    );
  });
});
