import assert from 'node:assert/strict';
import { databaseOn } from '../../src/store/db.ts';

describe('closing the database', () => {
  const driver = (close: () => Promise<void>) =>
    databaseOn({ kind: 'postgres', run: async () => [], hold: () => assert.fail('not used here'), close });

  it('is given up after its bound, so that a connection that hangs does not hold up the end', async () => {
    const hanging = driver(() => new Promise(() => {}));
    await assert.rejects(hanging.close(20), { name: 'Unavailable', message: /did not close/ });
  });

  it('ends when everything is closed', async () => {
    await driver(async () => {}).close(60_000);
  });
});
