import assert from 'node:assert/strict';
import { type Ahead, createAhead } from '../../src/delivery/ahead.ts';
import { settle } from '../support/clock.ts';

/** How many of a hundred get in while nobody leaves; they leave again afterwards. */
async function letIn(ahead: Ahead): Promise<number> {
  let inside = 0;
  const all = Array.from({ length: 100 }, () =>
    ahead.enter().then(() => {
      inside += 1;
    }),
  );
  await settle();
  const found = inside;
  for (const _ of all) {
    ahead.leave();
    await settle();
  }
  return found;
}

describe('rows that are marked ahead of their turn', () => {
  it('are one, as long as turns are waited for', async () => {
    const ahead = createAhead(9);
    for (let turn = 0; turn < 50; turn += 1) ahead.waited(20);
    assert.equal(await letIn(ahead), 1);
  });

  it('become more with each turn that came before its row was marked, up to the most', async () => {
    const ahead = createAhead(9);
    for (const expected of [2, 3, 4, 5, 6, 7, 8, 9, 9]) {
      ahead.waited(0);
      assert.equal(await letIn(ahead), expected);
    }
  });

  it('become fewer again once turns are waited for', async () => {
    const ahead = createAhead(9);
    for (let turn = 0; turn < 8; turn += 1) ahead.waited(0);
    for (let turn = 0; turn < 40; turn += 1) ahead.waited(20);
    assert.equal(await letIn(ahead), 7);
  });

  it('are everybody where there is no limit to wait for', async () => {
    const ahead = createAhead(Number.POSITIVE_INFINITY);
    for (let turn = 0; turn < 40; turn += 1) ahead.waited(20);
    assert.equal(await letIn(ahead), 100);
  });
});
