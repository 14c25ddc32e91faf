import assert from 'node:assert/strict';
import { readRegistrationNudge } from '../../src/graph/registration-nudge.ts';
import { answeringGraph } from '../support/fake-graph.ts';

const target = (id: string) => ({
  id,
  targetType: 'group',
  targetedAuthenticationMethod: 'microsoftAuthenticator',
});

function nudge(campaign: object) {
  const registrationEnforcement = { authenticationMethodsRegistrationCampaign: campaign };
  return readRegistrationNudge(
    answeringGraph(() => ({ registrationEnforcement })),
    'background',
  );
}

describe('Entra’s own registration campaign', () => {
  it('is for everybody, or for the groups that it names', async () => {
    const all = await nudge({
      state: 'enabled',
      snoozeDurationInDays: 3,
      includeTargets: [target('all_users')],
    });
    assert.deepEqual([all.everybody, all.includedIds, all.snoozeDays], [true, [], 3]);
    assert.deepEqual(all.methods, ['microsoftAuthenticator']);
    const some = await nudge({ state: 'enabled', includeTargets: [target('g')] });
    assert.deepEqual([some.everybody, some.includedIds], [false, ['g']]);
  });

  it('is for nobody only where it says so', async () => {
    for (const targets of [[], [target('00000000-0000-0000-0000-000000000000')]]) {
      const { everybody, includedIds } = await nudge({ state: 'enabled', includeTargets: targets });
      assert.deepEqual([everybody, includedIds], [false, []]);
    }
    for (const untold of [{}, { includeTargets: null }]) {
      assert.equal((await nudge({ state: 'enabled', ...untold })).everybody, true);
    }
  });

  it('is not guessed at where its state is none that Graph knows', async () => {
    await assert.rejects(nudge({ state: 'sometimes' }), /makes no sense/);
  });
});
