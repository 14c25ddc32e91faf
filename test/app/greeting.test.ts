import assert from 'node:assert/strict';
import { buildGreeting } from '../../src/app/greeting.ts';
import { rememberConversation } from '../../src/store/conversations.ts';
import type { Database } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createManualClock } from '../support/clock.ts';
import { eachDatabase } from '../support/database.ts';
import { captureLog } from '../support/log.ts';

eachDatabase('the job of the first hello', (open) => {
  let database: Database;
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
    await rememberConversation(database, {
      conversationId: 'chat-ada',
      kind: 'personal',
      personId: 'ada',
      tenantId: null,
      serviceUrl: 'https://smba.example/',
      botId: '28:bot',
      teamId: null,
      locale: 'en',
      timeZone: null,
      name: null,
      installed: true,
      at: new Date('2026-11-23T09:00:00Z'),
    });
  });

  const greet = async (error: Error) => {
    const { log, text } = captureLog('info');
    const { jobs } = buildGreeting({
      database,
      clock: createManualClock(),
      forget: async () => undefined,
      cameBack: async () => undefined,
      greeting: () => {
        throw error;
      },
      enqueue: async () => true,
    });
    const job = jobs.welcome.prepare({ conversationId: 'chat-ada' });
    assert.ok('run' in job);
    await job.run({ id: '1', attempt: 1, signal: new AbortController().signal, log });
    return text();
  };

  for (const [who, more] of [
    ['somebody who blocks the bot', { statusCode: 403, code: 'ConversationBlockedByUser' }],
    ['a window that was closed', { name: 'RestError', code: 'ECONNREFUSED' }],
    ['Teams when it is busy', { statusCode: 429 }],
  ] as const) {
    it(`leaves a warning and no error about ${who}`, async () => {
      const said = await greet(Object.assign(new Error('not sent'), more));
      assert.match(said, /"level":"warn".*did not arrive/);
    });
  }

  it('is a failure where the mistake is ours', async () => {
    await assert.rejects(greet(new Error('a bug')), /a bug/);
  });
});
