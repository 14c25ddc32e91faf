import assert from 'node:assert/strict';
import { createLooking } from '../../src/campaign/looking.ts';
import { Unavailable } from '../../src/errors.ts';
import type { Method } from '../../src/people/people.ts';
import { MONDAY } from '../support/campaigns.ts';
import { createManualClock } from '../support/clock.ts';

const PASSKEY: Method = {
  id: '1',
  kind: 'passkey',
  label: null,
  addedAt: null,
  lastUsedAt: null,
  usable: true,
};

function stage() {
  const clock = createManualClock(MONDAY);
  const told: string[] = [];
  const it = {
    clock,
    told,
    methods: new Map<string, readonly Method[] | Error>(),
    due: [] as string[],
    next: null as Date | null,
    looking: null as unknown as ReturnType<typeof createLooking>,
  };
  const readerOf = (urgency: string) => ({
    async methodsOf(personId: string) {
      told.push(`${urgency} ${personId}`);
      await clock.sleep(1_000);
      const found = it.methods.get(personId);
      if (found instanceof Error) throw found;
      return found;
    },
  });
  it.looking = createLooking({
    clock,
    registrations: readerOf('at once'),
    patientRegistrations: readerOf('patiently'),
    looks: {
      take: async () => it.due,
      async seen(personId, state, met) {
        told.push(`${personId} has ${state}`);
        return met.length > 0 ? ['campaign'] : [];
      },
      async notYet(personId) {
        told.push(`${personId} waits`);
      },
      async gone(personId) {
        told.push(`${personId} is gone`);
        return ['campaign'];
      },
      async postpone(personIds, until) {
        told.push(`${personIds.join(' ')} in ${(until.getTime() - clock.now().getTime()) / 1000} s`);
      },
      pressed: async () => undefined,
      named: async () => 0,
      next: async () => it.next,
    },
    jobs: {
      async look(at) {
        told.push(`look ${at.toISOString()}`);
      },
      async green(campaignId) {
        told.push(`green ${campaignId}`);
      },
      async changed(campaignId) {
        told.push(`changed ${campaignId}`);
      },
    },
  });
  return it;
}

describe('looking at somebody’s methods', () => {
  it('reads once for many who ask at the same time, and saves what it shows', async () => {
    const it = stage();
    it.methods.set('ada', [PASSKEY]);
    const asked = Promise.all([it.looking.look('ada'), it.looking.look('ada'), it.looking.lookBefore('ada')]);
    await it.clock.runOut();
    assert.deepEqual(await asked, ['passkey', 'passkey', 'passkey']);
    assert.deepEqual(it.told, ['at once ada', 'ada has passkey', 'changed campaign', 'green campaign']);
  });

  it('goes by what was read within the last minute before a send, and never for a press', async () => {
    const it = stage();
    it.methods.set('ada', []);
    const look = async (how: 'look' | 'lookBefore') => {
      const seen = it.looking[how]('ada');
      await it.clock.runOut();
      return seen;
    };
    assert.equal(await look('lookBefore'), 'none');
    await look('lookBefore');
    await look('look');
    await it.clock.advance(60_001);
    await look('lookBefore');
    assert.deepEqual(
      it.told.filter((line) => / ada$/.test(line)),
      ['patiently ada', 'at once ada', 'patiently ada'],
    );
  });

  it('lets go whoever has no account any more', async () => {
    const it = stage();
    const seen = it.looking.look('ada');
    await it.clock.runOut();
    assert.equal(await seen, 'gone');
    assert.deepEqual(it.told.slice(1), ['ada is gone', 'changed campaign']);
  });

  it('looks at everybody who is due, one after the other, and plans the next look', async () => {
    const it = stage();
    it.due = ['ada', 'ben'];
    it.methods.set('ada', []).set('ben', [PASSKEY]);
    it.next = new Date(MONDAY.getTime() + 300_000);
    const done = it.looking.lookAtDue(new AbortController().signal);
    await it.clock.runOut();
    await done;
    assert.deepEqual(it.told, [
      'patiently ada',
      'ada has none',
      'ada waits',
      'patiently ben',
      'ben has passkey',
      'changed campaign',
      'green campaign',
      'ben waits',
      'look 2026-11-23T09:05:00.000Z',
    ]);
  });

  it('puts off whoever could not be read, with nobody’s turn lost', async () => {
    const it = stage();
    it.due = ['ada', 'ben', 'cleo'];
    it.methods.set('ada', []).set('ben', new Unavailable('Microsoft Graph does not answer.', 'Later.'));
    const done = it.looking.lookAtDue(new AbortController().signal);
    await it.clock.runOut();
    await done;
    assert.deepEqual(it.told.slice(3), ['patiently ben', 'ben cleo in 120 s']);
  });
});
