import assert from 'node:assert/strict';
import { buildHelpdesk } from '../../src/app/helpdesk.ts';
import { Unavailable } from '../../src/errors.ts';
import { migrate } from '../../src/store/migrate.ts';
import { addOwnChats } from '../support/campaign-run.ts';
import { createManualClock } from '../support/clock.ts';
import { eachDatabase } from '../support/database.ts';

eachDatabase('whether anybody of the helpdesk hears of a question', (open) => {
  const reached = async (peopleIn: () => AsyncGenerator<readonly string[]>, answers = true) => {
    const { database } = await open();
    await migrate(database);
    await addOwnChats(database, ['rosa'], 'https://smba.example/');
    const clock = createManualClock();
    const helpdesk = buildHelpdesk({
      config: { groups: { helpdesk: 'group-1', admin: null, security: null, excluded: null } },
      database,
      clock,
      bulkDirectory: { peopleIn },
      members: async () => null,
      membership: { allHold: async () => false },
    });
    const answer = helpdesk.canBeReached();
    if (!answers) await clock.runOut();
    return answer;
  };

  it('is known from the chats of its people', async () => {
    const rosa = async function* () {
      yield ['rosa'];
    };
    const strangers = async function* () {
      yield ['somebody-without-a-chat'];
    };
    assert.deepEqual([await reached(rosa), await reached(strangers)], [true, false]);
  });

  it('is not promised, and keeps nobody waiting, where Graph does not say who they are', async () => {
    const away = async function* (): AsyncGenerator<readonly string[]> {
      yield await Promise.reject(new Unavailable('Graph does not answer.', 'Wait.'));
    };
    const silent = async function* (): AsyncGenerator<readonly string[]> {
      yield await new Promise<never>(() => undefined);
    };
    assert.deepEqual([await reached(away), await reached(silent, false)], [false, false]);
  });
});
