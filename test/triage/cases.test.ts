import assert from 'node:assert/strict';
import { CAUSE_IDS, GUARD_IDS } from '../../src/triage/catalogue.ts';
import { examine, type Result } from './examine/examine.ts';
import { loadCases } from './examine/load.ts';
import { rightCauses } from './examine/score.ts';
import { twisted } from './examine/twists.ts';

const cases = loadCases();
/** The plain case of each file. */
const plain = [...Map.groupBy(cases, ({ file }) => file).values()].flatMap((group) => group.slice(0, 1));

describe('the cases of the helpdesk', () => {
  it('cover every cause of the catalogue with at least three tellings, and every guard', () => {
    const told = cases.map(({ told: one }) => rightCauses(one.expect)[0]);
    const thin = CAUSE_IDS.filter((cause) => told.filter((one) => one === cause).length < 3);
    assert.deepEqual(thin, []);
    for (const guard of GUARD_IDS) {
      assert.ok(
        cases.some(({ told: { expect } }) => expect.guards?.includes(guard)),
        guard,
      );
    }
  });

  it('each have a title of their own', () => {
    const titles = cases.map(({ told }) => told.title);
    assert.deepEqual(
      titles.filter((title, index) => titles.indexOf(title) !== index),
      [],
    );
  });

  for (const twist of ['among many in trouble', 'loud words', 'without interrupts']) {
    it(`keep their answers when they are told otherwise: ${twist}`, async function () {
      this.timeout(60_000);
      const results = await examine(twisted(twist, plain));
      const changed = results.filter(({ misses }) => misses.length > 0);
      assert.deepEqual(
        changed.map(({ case: { told }, misses }) => ({ title: told.title, misses })),
        [],
      );
    });
  }

  describe('are answered as they should be', () => {
    let results: readonly Result[] = [];
    before(async function () {
      this.timeout(180_000);
      results = await examine(cases);
    });
    for (const [index, { file, told }] of cases.entries()) {
      if (told.open !== undefined) {
        it(`${file}: ${told.title} (open: ${told.open})`);
        continue;
      }
      it(`${file}: ${told.title}`, () => {
        const { misses, out } = results[index] ?? { misses: undefined, out: '' };
        assert.deepEqual(misses, [], out);
      });
    }
  });
});
