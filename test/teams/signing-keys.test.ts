import assert from 'node:assert/strict';
import { Unavailable } from '../../src/errors.ts';
import { createSigningKeys } from '../../src/teams/signing-keys.ts';
import { type Channel, startChannel } from '../support/channel.ts';

describe('signing keys', () => {
  let channel: Channel;
  let now: number;
  beforeEach(async () => {
    channel = await startChannel();
    now = Date.parse('2026-11-20T09:00:00Z');
  });
  afterEach(() => channel.close());

  const create = () =>
    createSigningKeys(channel.metadataUrl, { now: () => new Date(now), sleep: async () => {} });
  /** One look is two requests: the metadata, then the keys. */
  const looks = () => channel.fetched() / 2;

  it('fetches the keys once for everybody who asks at the same time', async () => {
    const keys = create();
    const found = await Promise.all(Array.from({ length: 30 }, () => keys.find('msteams')));
    assert.ok(found.every((key) => key?.endorsements.includes('msteams')));
    assert.equal(looks(), 1);
  });

  it('passes over keys of a kind that it does not know', async () => {
    const keys = create();
    assert.equal(await keys.find('curve'), undefined);
    assert.deepEqual((await keys.find('unendorsed'))?.endorsements, []);
  });

  it('looks again after a day', async () => {
    const keys = create();
    await keys.find('msteams');
    now += 23 * 3_600_000;
    await keys.find('msteams');
    assert.equal(looks(), 1);
    now += 2 * 3_600_000;
    await keys.find('msteams');
    assert.equal(looks(), 2);
  });

  it('looks for an unknown key, but not each time somebody names one', async () => {
    const keys = create();
    await keys.find('msteams');
    for (let i = 0; i < 50; i += 1) assert.equal(await keys.find(`made-up-${i}`), undefined);
    assert.equal(looks(), 1);
    now += 61 * 60_000;
    await keys.find('rotated');
    await keys.find('rotated');
    assert.equal(looks(), 2);
  });

  it('says that the keys cannot be fetched, and waits before it tries again', async () => {
    channel.down = true;
    const keys = create();
    await assert.rejects(keys.find('msteams'), Unavailable);
    await assert.rejects(keys.find('msteams'), Unavailable);
    assert.equal(channel.fetched(), 1);
    channel.down = false;
    now += 11_000;
    assert.ok(await keys.find('msteams'));
  });

  it('goes on with the keys it has when an unknown one is asked for and nobody answers', async () => {
    const keys = create();
    await keys.find('msteams');
    channel.down = true;
    now += 2 * 3_600_000;
    await assert.rejects(keys.find('rotated'), Unavailable);
    assert.ok(await keys.find('msteams'));
  });
});
