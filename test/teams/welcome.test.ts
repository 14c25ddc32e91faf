import assert from 'node:assert/strict';
import sinon from 'sinon';
import { MissingPermission } from '../../src/errors.ts';
import type { Role } from '../../src/people/roles.ts';
import { COMMANDS } from '../../src/teams/commands.ts';
import type { Services } from '../../src/teams/turn.ts';
import { sendWelcome } from '../../src/teams/welcome.ts';
import { ASKER } from '../support/turn.ts';

const TO = {
  conversationId: 'a:1',
  serviceUrl: 'https://smba.example/emea/',
  personId: ASKER,
  installed: true,
  locale: 'en-GB',
};
const refused = () => Promise.reject(new MissingPermission('User.Read.All', 'people'));

async function welcome(
  different: {
    locale?: string | null;
    roles?: readonly Role[];
    directory?: object;
    rolesOf?: () => Promise<never>;
  } = {},
) {
  const send = sinon.stub().resolves({ activityId: '1' });
  const directory = {
    findPerson: async () => ({ givenName: 'Alice', preferredLanguage: 'fr-FR' }),
    organisation: async () => ({ displayName: 'Contoso' }),
    ...different.directory,
  };
  // A hello reads these three and nothing else.
  const services = {
    directory,
    commands: COMMANDS,
    registrationUrl: 'https://aka.ms/mfasetup',
  } as unknown as Services;
  const rolesOf = different.rolesOf ?? (async () => new Set<Role>(different.roles ?? ['user']));
  const membership = { rolesOf, allHold: async () => false };
  await sendWelcome(
    { ...TO, locale: different.locale === undefined ? TO.locale : different.locale },
    { services, membership, messenger: { send, update: sinon.stub() } },
  );
  assert.equal(send.callCount, 1);
  assert.equal(send.firstCall.args[0].conversationId, TO.conversationId);
  return JSON.stringify(send.firstCall.args[1]);
}

describe('the welcome', () => {
  it('greets by name, from this organisation, with the way to register', async () => {
    const said = await welcome();
    for (const words of [/Alice/, /Contoso/, /aka\.ms\/mfasetup/]) assert.match(said, words);
  });

  it('shows commands to those who may use them, and to nobody else', async () => {
    assert.match(await welcome({ roles: ['user', 'admin'] }), /campaign new"/);
    assert.doesNotMatch(await welcome(), /campaign|registration"|status NAME/);
  });

  it('speaks the language of the chat, and else the person’s own', async () => {
    assert.match(await welcome({ locale: 'de-DE' }), /"lang":"de"/);
    assert.match(await welcome({ locale: null }), /"lang":"fr"/);
  });

  it('does without what Graph refuses, and shows then what everybody may use', async () => {
    const said = await welcome({
      directory: { findPerson: refused, organisation: refused },
      rolesOf: refused,
    });
    assert.match(said, /"status"/);
    assert.doesNotMatch(said, /registration"|Contoso|Alice|undefined|null/);
  });

  const nobody: readonly [string, Parameters<typeof sendWelcome>[0]][] = [
    ['who took the bot out in the meantime', { ...TO, installed: false }],
    ['where there is no such chat', undefined],
    ['where several people read', { ...TO, personId: null }],
  ];
  for (const [title, to] of nobody) {
    it(`is not said ${title}`, async () => {
      const send = sinon.stub().resolves({ activityId: '1' });
      const directory = { findPerson: async () => undefined, organisation: refused };
      // A hello reads these three and nothing else.
      const services = { directory, commands: COMMANDS, registrationUrl: 'https://x.example' };
      await sendWelcome(to, {
        services: services as unknown as Services,
        membership: { rolesOf: async () => new Set<Role>(['user']), allHold: async () => false },
        messenger: { send, update: sinon.stub() },
      });
      assert.equal(send.callCount, 0);
    });
  }

  it('fails on what nobody foresaw', async () => {
    const broken = () => Promise.reject(new TypeError('a bug'));
    await assert.rejects(welcome({ directory: { findPerson: broken } }), /a bug/);
  });
});
