import assert from 'node:assert/strict';
import { Unavailable } from '../../src/errors.ts';
import { createRegistrationRules } from '../../src/graph/registration-rules.ts';
import { answeringGraph } from '../support/fake-graph.ts';

const ADA = '0a0a0a0a-0000-4000-8000-000000000001';
const FRONT_LINE = '0b0b0b0b-0000-4000-8000-000000000001';
const INTERNS = '0b0b0b0b-0000-4000-8000-000000000002';
const NOBODY = '00000000-0000-0000-0000-000000000000';

const targets = (...ids: readonly string[]) => ids.map((id) => ({ id, targetType: 'group' }));
const method = (
  id: string,
  state: string,
  included: readonly string[],
  excluded: readonly string[] = [],
) => ({
  id,
  state,
  includeTargets: targets(...included),
  excludeTargets: targets(...excluded),
});

function rulesFor(policy: object, held: readonly string[] = []) {
  const asked: (readonly string[])[] = [];
  const rules = createRegistrationRules(
    answeringGraph(() => policy),
    {
      urgency: 'interactive',
      directory: {
        async groupsHolding(_, groupIds) {
          asked.push(groupIds);
          return new Set(groupIds.filter((id) => held.includes(id)));
        },
      },
    },
  );
  return { rules, asked };
}

describe('what somebody without a smartphone may use', () => {
  const policy = {
    authenticationMethodConfigurations: [
      method('TemporaryAccessPass', 'enabled', [FRONT_LINE], [INTERNS, NOBODY]),
      method('Fido2', 'enabled', ['all_users']),
      method('X509Certificate', 'disabled', ['all_users']),
      method('MicrosoftAuthenticator', 'enabled', ['all_users']),
    ],
  };

  it('is what the policy allows to everybody, and to a group that holds them', async () => {
    const { rules, asked } = rulesFor(policy, [FRONT_LINE]);
    assert.deepEqual(await rules.alternativesFor(ADA), ['security-key', 'temporary-pass']);
    assert.deepEqual(asked, [[FRONT_LINE, INTERNS]]);
  });

  it('is not what only others may use, and not what they are excluded from', async () => {
    assert.deepEqual(await rulesFor(policy).rules.alternativesFor(ADA), ['security-key']);
    const excluded = rulesFor(policy, [FRONT_LINE, INTERNS]);
    assert.deepEqual(await excluded.rules.alternativesFor(ADA), ['security-key']);
  });

  it('is known without asking for groups where none is named', async () => {
    const { rules, asked } = rulesFor({
      authenticationMethodConfigurations: [method('HardwareOath', 'enabled', ['all_users'])],
    });
    assert.deepEqual(await rules.alternativesFor(ADA), ['hardware-code']);
    assert.deepEqual(asked, []);
  });

  it('is not guessed from an answer without methods', async () => {
    await assert.rejects(rulesFor({}).rules.alternativesFor(ADA), Unavailable);
  });
});

describe('Entra’s own campaign', () => {
  const campaign = (settings: object) => ({
    registrationEnforcement: { authenticationMethodsRegistrationCampaign: settings },
  });

  const asking = (...methods: readonly string[]) =>
    methods.map((name) => ({ id: 'all_users', targetType: 'group', targetedAuthenticationMethod: name }));
  const cases = [
    [
      { state: 'enabled', includeTargets: asking('fido2') },
      { state: 'on', method: 'passkey' },
    ],
    [
      { state: 'disabled', includeTargets: asking('microsoftAuthenticator') },
      { state: 'off', method: 'authenticator' },
    ],
    [{ state: 'default' }, { state: 'microsoft', method: null }],
    [
      { state: 'enabled', includeTargets: asking('newerThanUs', 'fido2') },
      { state: 'on', method: 'passkey' },
    ],
  ] as const;
  for (const [settings, told] of cases) {
    it(`is told as ${told.state} and ${told.method ?? 'nothing known'} of ${JSON.stringify(settings)}`, async () => {
      assert.deepEqual(await rulesFor(campaign(settings)).rules.entraCampaign(), told);
    });
  }

  it('is not guessed where the policy does not say', async () => {
    await assert.rejects(rulesFor({}).rules.entraCampaign(), Unavailable);
  });
});
