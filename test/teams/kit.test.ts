import assert from 'node:assert/strict';
import { ORGANISATION, REGISTRATION_URL } from '../../demo/gallery/samples/people.ts';
import { PLAN } from '../../demo/gallery/samples/plan.ts';
import { Unavailable } from '../../src/errors.ts';
import type { Plan } from '../../src/rollout/plan.ts';
import { ACTIONS } from '../../src/teams/actions.ts';
import { COMMANDS } from '../../src/teams/commands.ts';
import { createDispatch } from '../../src/teams/dispatch.ts';
import type { Services } from '../../src/teams/turn.ts';
import { fakeDesk } from '../support/fake-campaign-desk.ts';
import { turnOf } from '../support/turn.ts';

const admin = turnOf({ roles: ['user', 'admin'] });

function setUp(plan: Plan | undefined, organisation = async () => ORGANISATION) {
  const services = {
    plan: { current: async () => plan },
    campaigns: fakeDesk(),
    directory: { organisation },
    registrationUrl: REGISTRATION_URL,
    // What the kit needs; a handler that reaches for more fails.
  } as unknown as Services;
  return createDispatch({ commands: COMMANDS, actions: ACTIONS, services });
}

describe('the communication kit, as administrators ask for it', () => {
  it('shows the announcement in their own language first', async () => {
    const { shown, ran } = await setUp(PLAN).message('kit', admin);
    assert.equal(ran, 'kit');
    assert.match(JSON.stringify(shown.card), /From Monday 14 December you cannot open mail/);
  });

  it('shows the text and the language that were chosen', async () => {
    const chosen = { v: 1, text: 'helpdesk', language: 'de', mail: 'what stood in the field' };
    const { shown } = await setUp(PLAN).press('kit.show', chosen, admin);
    assert.match(shown.summary, /^Helpdesk sheet/);
    assert.match(JSON.stringify(shown.card), /Fragen Sie zuerst Muster/);
  });

  it('does without what cannot be read, and says so', async () => {
    const down = () => Promise.reject(new Unavailable('Graph does not answer.', 'Try again.'));
    const { shown } = await setUp(undefined, down).message('kit', admin);
    assert.match(JSON.stringify(shown.card), /Something is not known yet.*‹your organisation›/);
  });

  it('takes no text or language that it does not have, and is for administrators', async () => {
    const { press, message } = setUp(PLAN);
    await assert.rejects(
      press('kit.show', { v: 1, text: 'ransom', language: 'en' }, admin),
      /not one I can read/,
    );
    await assert.rejects(
      press('kit.show', { v: 1, text: 'manager', language: 'tlh' }, admin),
      /not one I can read/,
    );
    assert.match((await message('kit', turnOf({ roles: ['user', 'helpdesk'] }))).ran, /^refused/);
  });
});
