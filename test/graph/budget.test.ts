import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TryAgainLater } from '../../src/errors.ts';
import { type BudgetClass, createBudget, LIMITS, type Turn } from '../../src/graph/budget.ts';
import type { Urgency } from '../../src/graph/window.ts';
import { createManualClock, type ManualClock, settle } from '../support/clock.ts';

const REPORTS: Omit<Turn, 'urgency'> = { budgetClass: 'reports', patience: 600_000 };

/** Notes when each piece of work was started, in milliseconds since the beginning. */
function createDiary(clock: ManualClock) {
  const budget = createBudget({ clock });
  const begun: string[] = [];
  const send = (name: string, urgency: Urgency, turn: Partial<Turn> = {}, takes = 0) =>
    budget.run({ ...REPORTS, urgency, ...turn }, async () => {
      begun.push(`${name} ${clock.elapsed}`);
      if (takes > 0) await clock.sleep(takes);
    });
  return { budget, begun, send };
}

describe('the budget of Graph requests', () => {
  it('starts five questions of the reports class at once and the sixth a window later', async () => {
    const clock = createManualClock();
    const { begun, send } = createDiary(clock);
    const all = Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => send(name, 'interactive')));
    await clock.runOut();
    await all;
    assert.deepEqual(begun, ['a 0', 'b 0', 'c 0', 'd 0', 'e 0', 'f 10000']);
  });

  it('leaves two slots of the reports class to questions, so that one is answered at once', async () => {
    const clock = createManualClock();
    const { begun, send } = createDiary(clock);
    const work = Promise.all(['1', '2', '3', '4'].map((name) => send(name, 'background')));
    await settle();
    await send('question', 'interactive');
    await clock.runOut();
    await work;
    assert.deepEqual(begun, ['1 0', '2 0', '3 0', 'question 0', '4 10000']);
  });

  it('serves a question before the background work that came first', async () => {
    const clock = createManualClock();
    const { begun, send } = createDiary(clock);
    const all = [...'abcde'].map((name) => send(name, 'interactive'));
    all.push(send('work', 'background'), send('question', 'interactive'));
    await clock.runOut();
    await Promise.all(all);
    assert.deepEqual(begun.slice(-2), ['question 10000', 'work 10000']);
  });

  it('counts the window from the end of a request, since Graph may count it as late as that', async () => {
    const clock = createManualClock();
    const { begun, send } = createDiary(clock);
    const all = [...'abcde'].map((name) => send(name, 'interactive', {}, 3_000));
    all.push(send('f', 'interactive'));
    await clock.runOut();
    await Promise.all(all);
    assert.equal(begun.at(-1), 'f 13000');
  });

  it('keeps classes apart: a full one does not hold up another', async () => {
    const clock = createManualClock();
    const { begun, send } = createDiary(clock);
    const all = [...'abcdef'].map((name) => send(name, 'interactive'));
    await send('directory', 'background', { budgetClass: 'directory' });
    assert.equal(begun.at(-1), 'directory 0');
    await clock.runOut();
    await Promise.all(all);
  });

  it('lets nobody of a class start while Graph asked for a pause', async () => {
    const clock = createManualClock();
    const { budget, begun, send } = createDiary(clock);
    budget.pause('reports', 4_000);
    const asked = send('question', 'interactive');
    await clock.runOut();
    await asked;
    assert.deepEqual(begun, ['question 4000']);
  });

  it('never pauses for longer than an hour, whatever was asked', () => {
    const clock = createManualClock();
    const budget = createBudget({ clock });
    budget.pause('reports', 1e12);
    assert.equal(budget.expectedWait('reports', 'interactive'), 3_600_000);
  });

  it('does not shorten a pause by a shorter one', () => {
    const clock = createManualClock();
    const budget = createBudget({ clock });
    budget.pause('reports', 9_000);
    budget.pause('reports', 1_000);
    assert.equal(budget.expectedWait('reports', 'interactive'), 9_000);
  });

  it('says at once that it would take too long, and for how long', async () => {
    const clock = createManualClock();
    const { begun, send } = createDiary(clock);
    await Promise.all([...'abcde'].map((name) => send(name, 'interactive')));
    await assert.rejects(send('f', 'interactive', { patience: 9_000 }), (error) => {
      assert.ok(error instanceof TryAgainLater);
      assert.equal(error.seconds, 10);
      return true;
    });
    assert.equal(begun.length, 5);
  });

  it('sends those away whose patience a pause exceeds, and keeps the others', async () => {
    const clock = createManualClock();
    const { budget, begun, send } = createDiary(clock);
    await Promise.all([...'abcde'].map((name) => send(name, 'interactive')));
    const hasty = send('hasty', 'interactive', { patience: 20_000 });
    const patient = send('patient', 'interactive');
    budget.pause('reports', 30_000);
    await assert.rejects(hasty, { name: 'TryAgainLater', seconds: 30 });
    await clock.runOut();
    await patient;
    assert.equal(begun.at(-1), 'patient 30000');
  });

  it('takes somebody who gave up out of the queue', async () => {
    const clock = createManualClock();
    const { begun, send } = createDiary(clock);
    await Promise.all([...'abcde'].map((name) => send(name, 'interactive')));
    const stop = new AbortController();
    const given = send('given up', 'interactive', { signal: stop.signal });
    const kept = send('kept', 'interactive');
    stop.abort(new Error('no more'));
    await assert.rejects(given, { message: 'no more' });
    await clock.runOut();
    await kept;
    assert.deepEqual(begun.slice(5), ['kept 10000']);
  });

  it('does not even start what was given up before', async () => {
    const { begun, send } = createDiary(createManualClock());
    await assert.rejects(send('a', 'interactive', { signal: AbortSignal.abort(new Error('no more')) }));
    assert.deepEqual(begun, []);
  });

  it('gives the slot back when the work fails, and hands the failure on', async () => {
    const clock = createManualClock();
    const budget = createBudget({
      clock,
      limits: { ...LIMITS, reports: { requests: 1, milliseconds: 0, keptForQuestions: 0 } },
    });
    const broken = budget.run({ ...REPORTS, urgency: 'interactive' }, () =>
      Promise.reject(new Error('broken')),
    );
    await assert.rejects(broken, { message: 'broken' });
    assert.equal(await budget.run({ ...REPORTS, urgency: 'interactive' }, async () => 'next'), 'next');
  });

  it('tells the wait that a request would have now', async () => {
    const clock = createManualClock();
    const { budget, send } = createDiary(clock);
    assert.equal(budget.expectedWait('reports', 'background'), 0);
    await Promise.all([...'abcde'].map((name) => send(name, 'interactive')));
    await clock.advance(4_000);
    assert.equal(budget.expectedWait('reports', 'interactive'), 6_000);
    const queued = [...'fghij'].map((name) => send(name, 'interactive'));
    assert.equal(budget.expectedWait('reports', 'interactive'), 16_000);
    await clock.runOut();
    await Promise.all(queued);
  });

  const request = fc.record({
    at: fc.integer({ min: 0, max: 30_000 }),
    way: fc.integer({ min: 0, max: 4_000 }),
    back: fc.integer({ min: 0, max: 4_000 }),
    urgency: fc.constantFrom<Urgency>('interactive', 'background'),
    budgetClass: fc.constantFrom<BudgetClass>('reports', 'protection'),
  });

  it('never lets Graph count more than the limit in any window, and serves everybody', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 40 }), async (requests) => {
        const clock = createManualClock();
        const budget = createBudget({ clock });
        const arrived: Record<string, number[]> = { reports: [], protection: [] };
        const all = requests.map(async ({ at, way, back, urgency, budgetClass }) => {
          await clock.sleep(at);
          await budget.run({ budgetClass, urgency, patience: Number.POSITIVE_INFINITY }, async () => {
            await clock.sleep(way);
            arrived[budgetClass]?.push(clock.elapsed);
            await clock.sleep(back);
          });
        });
        await clock.runOut();
        await Promise.all(all);
        for (const budgetClass of ['reports', 'protection'] as const) {
          const limit = LIMITS[budgetClass];
          const times = (arrived[budgetClass] ?? []).sort((a, b) => a - b);
          times.forEach((time, index) => {
            const earlier = times[index - limit.requests];
            assert.ok(earlier === undefined || time - earlier >= limit.milliseconds, `${earlier} ${time}`);
          });
        }
      }),
      { numRuns: 60 },
    );
  });
});
