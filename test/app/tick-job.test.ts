import assert from 'node:assert/strict';
import { tickJob } from '../../src/app/tick-job.ts';
import { Unavailable } from '../../src/errors.ts';
import { captureLog } from '../support/log.ts';

describe('the look at the calendar', () => {
  const run = async (parts: Partial<Parameters<typeof tickJob>[0]>) => {
    const { log, text } = captureLog('info');
    const did: string[] = [];
    const job = tickJob({
      again: async () => did.push('again'),
      tick: async () => void did.push('tick'),
      ...parts,
    });
    const prepared = job.prepare({});
    assert.ok('run' in prepared);
    const ended = prepared.run({ id: '1', attempt: 1, signal: new AbortController().signal, log });
    return { job, did, text, ended };
  };

  it('has the next one in the queue before anything that may fail', async () => {
    const { did, ended } = await run({});
    await ended;
    assert.deepEqual(did, ['again', 'tick']);
  });

  it('is repeated where the next one could not be put into the queue: it would be the last', async () => {
    const { job, did, ended } = await run({ again: () => Promise.reject(new Error('no database')) });
    await assert.rejects(ended, /no database/);
    assert.deepEqual(did, []);
    assert.ok(job.retry.limit > 1_000);
  });

  for (const [level, error] of [
    ['error', new Error('a bug')],
    ['warn', new Unavailable('Graph does not answer.', 'Wait.')],
  ] as const) {
    it(`is not repeated where it failed (${error.message}), since the next is on its way`, async () => {
      const { text, ended } = await run({ tick: () => Promise.reject(error) });
      await ended;
      assert.match(text(), new RegExp(`"level":"${level}".*the next one follows`));
    });
  }
});
