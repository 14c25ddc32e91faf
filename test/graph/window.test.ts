import assert from 'node:assert/strict';
import { openWindow, tidy, waitOf } from '../../src/graph/window.ts';

const LIMIT = { requests: 5, milliseconds: 10_000, keptForQuestions: 2 };
const NOW = 100_000;

describe('a throttling window', () => {
  const cases: { title: string; state: object; background: number; interactive: number; ahead?: number }[] = [
    { title: 'lets everybody in while it is empty', state: {}, background: 0, interactive: 0 },
    {
      title: 'keeps its last two slots for questions',
      state: { running: 1, ended: [NOW - 500, NOW - 300] },
      background: 9_500,
      interactive: 0,
    },
    {
      title: 'opens for a question when the oldest of all slots comes back',
      state: { ended: [NOW - 9_000, NOW - 8_000, NOW - 300, NOW - 200, NOW - 100] },
      background: 9_700,
      interactive: 1_000,
    },
    {
      title: 'counts a request on its way as one that ends now at the soonest',
      state: { running: 5 },
      background: 10_000,
      interactive: 10_000,
    },
    {
      title: 'stays shut for as long as Graph asked, however empty',
      state: { pausedUntil: NOW + 7_000 },
      background: 7_000,
      interactive: 7_000,
    },
    {
      title: 'lets the slots come back during a pause',
      state: { ended: Array(5).fill(NOW - 9_000), pausedUntil: NOW + 7_000 },
      background: 7_000,
      interactive: 7_000,
    },
    {
      title: 'tells who stands behind others that they wait for those to be done too',
      state: { ended: Array(5).fill(NOW - 4_000) },
      ahead: 6,
      background: 26_000,
      interactive: 16_000,
    },
    {
      title: 'tells who stands behind others in a pause the rounds after it',
      state: { pausedUntil: NOW + 2_000 },
      ahead: 5,
      background: 12_000,
      interactive: 12_000,
    },
  ];
  for (const { title, state, background, interactive, ahead = 0 } of cases) {
    it(title, () => {
      const window = { ...openWindow(LIMIT), ...state };
      assert.equal(waitOf(window, { urgency: 'background', ahead }, NOW), background);
      assert.equal(waitOf(window, { urgency: 'interactive', ahead }, NOW), interactive);
    });
  }

  it('has room without end where there is no limit', () => {
    const window = { ...openWindow({ ...LIMIT, requests: Number.POSITIVE_INFINITY }), running: 1_000 };
    assert.equal(waitOf(window, { urgency: 'background', ahead: 500 }, NOW), 0);
  });

  it('forgets slots older than itself', () => {
    const window = { ...openWindow(LIMIT), ended: [NOW - 10_000, NOW - 9_999, NOW] };
    tidy(window, NOW);
    assert.deepEqual(window.ended, [NOW - 9_999, NOW]);
  });

  it('holds a slot for one window at most when the clock is set back', () => {
    const window = { ...openWindow(LIMIT), ended: Array(5).fill(NOW) };
    tidy(window, NOW - 60_000);
    assert.equal(waitOf(window, { urgency: 'interactive', ahead: 0 }, NOW - 60_000), 10_000);
  });
});
