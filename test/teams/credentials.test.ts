import assert from 'node:assert/strict';
import { AppCredentials, PasswordServiceClientCredentialFactory } from 'botframework-connector';
import sinon from 'sinon';
import { SharedCredentials, within } from '../../src/teams/credentials.ts';
import { APP_ID, TENANT_ID } from '../support/channel.ts';

const LOGIN = 'https://login.microsoftonline.com/botframework.com';

describe('credentials', () => {
  /** Credentials whose tokens come from a counter instead of Entra. */
  const counting = () => {
    let asked = 0;
    class Counting extends AppCredentials {
      protected override async refreshToken() {
        asked += 1;
        await new Promise(setImmediate);
        if (asked === 1) throw new Error('Entra stumbles');
        return { accessToken: `token-${asked}`, expiresOn: new Date(Date.now() + 3_600_000) };
      }
    }
    const inner = new PasswordServiceClientCredentialFactory(APP_ID, 'p', TENANT_ID);
    const create = sinon.fake(async () => new Counting(`app-${Math.random()}`, TENANT_ID, 'scope'));
    inner.createCredentials = create as typeof inner.createCredentials;
    return { shared: new SharedCredentials(inner), create, asked: () => asked };
  };
  const token = (credentials: unknown) => (credentials as AppCredentials).getToken();

  it('asks for one token when fifty sends start at once, and again after a failure', async () => {
    const { shared, create, asked } = counting();
    const fifty = () =>
      Promise.allSettled(
        Array.from({ length: 50 }, async () =>
          token(await shared.createCredentials(APP_ID, 'audience', LOGIN, true)),
        ),
      );
    assert.ok((await fifty()).every(({ status }) => status === 'rejected'));
    assert.equal(asked(), 1);
    assert.ok((await fifty()).every((one) => one.status === 'fulfilled' && one.value === 'token-2'));
    assert.equal(asked(), 2);
    assert.equal(create.callCount, 1);
  });

  it('asks the credentials themselves who the bot is', async () => {
    const { shared } = counting();
    assert.equal(await shared.isValidAppId(APP_ID), true);
    assert.equal(await shared.isValidAppId('another'), false);
    assert.equal(await shared.isAuthenticationDisabled(), false);
  });

  it('stops waiting when the time is up', async () => {
    const clock = sinon.useFakeTimers();
    try {
      const late = within(1_000, new Promise<never>(() => {}), 'Too late.');
      const refused = assert.rejects(late, /Too late/);
      await clock.tickAsync(1_000);
      await refused;
      assert.equal(await within(1_000, Promise.resolve(7), 'Too late.'), 7);
      await clock.tickAsync(0);
      assert.equal(clock.countTimers(), 0);
    } finally {
      clock.restore();
    }
  });
});
