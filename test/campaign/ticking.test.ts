import assert from 'node:assert/strict';
import type { Step } from '../../src/campaign/calendar.ts';
import type { Campaign, RecipientState } from '../../src/campaign/campaign.ts';
import { createTicking } from '../../src/campaign/ticking.ts';
import { Unavailable } from '../../src/errors.ts';
import { sampleCampaign } from '../support/campaigns.ts';
import { createManualClock } from '../support/clock.ts';

const HOUR_MS = 3_600_000;
const NOBODY = {
  waiting: 0,
  told: 0,
  snoozed: 0,
  asked: 0,
  registered: 0,
  unreachable: 0,
  left: 0,
  'not-registered': 0,
};

function stage(more: Partial<Campaign> = {}, start = '2026-11-22T00:00:00Z') {
  const clock = createManualClock(new Date(start));
  const stood = {
    clock,
    campaign: sampleCampaign(more),
    taken: [] as Step[],
    ready: true,
    counts: { ...NOBODY, told: 100 } as Record<RecipientState, number>,
    sleepers: 0,
    toGreen: false,
    digests: new Set<string>(),
    newsAway: false,
    /** Another campaign comes first, and fails. */
    broken: false,
    log: [] as string[],
  };
  const tick = createTicking({
    clock,
    homeZone: async () => 'Europe/Berlin',
    news: {
      async refresh() {
        stood.log.push('news');
        if (stood.newsAway) throw new Unavailable('Microsoft Graph does not answer.', 'Later.');
      },
    },
    jobs: {
      look: async () => undefined,
      changed: async () => undefined,
      async green() {
        stood.log.push('green');
      },
      async post(_, what) {
        stood.log.push(`post ${what}`);
      },
    },
    store: {
      async going() {
        const going =
          stood.campaign.state === 'running' || stood.campaign.state === 'paused' ? [stood.campaign] : [];
        return stood.broken ? [{ ...stood.campaign, id: 'broken' }, ...going] : going;
      },
      stepsTaken: async () => stood.taken,
      isReady: async () => stood.ready,
      counts: async () => stood.counts,
      async take(_, step, { effects, note }) {
        if (stood.campaign.state !== 'running' || stood.taken.includes(step)) return false;
        stood.taken = [...stood.taken, step];
        const caused = effects.map((effect) => (effect.kind === 'plan' ? effect.wave : effect.what));
        stood.log.push([step, ...caused, ...(note === null ? [] : [`(${note})`])].join(' '));
        return true;
      },
      async catchUp({ id }) {
        if (id === 'broken') throw new Error('it cannot be looked at');
        return false;
      },
      async wake() {
        const woken = Math.min(stood.sleepers, 2);
        stood.sleepers -= woken;
        if (woken > 0) stood.log.push(`woke ${woken}`);
        return woken;
      },
      endSome: async () => 0,
      async complete() {
        stood.campaign = { ...stood.campaign, state: 'completed' };
        stood.log.push('completed');
        return true;
      },
      hasToGreen: async () => stood.toGreen,
      async claimDigest(_, date) {
        if (stood.digests.has(date)) return false;
        stood.digests.add(date);
        return true;
      },
    },
  });
  const look = () => tick(new AbortController().signal);
  return Object.assign(stood, {
    look,
    /** Looks every hour until then, and tells what was done when. */
    async until(end: string) {
      const lines: string[] = [];
      while (clock.now() < new Date(end)) {
        await look();
        const done = stood.log.splice(0).filter((line) => line !== 'news' && line !== 'post digest');
        lines.push(...done.map((line) => `${clock.now().toISOString().slice(0, 13)} ${line}`));
        await clock.advance(HOUR_MS);
      }
      return lines;
    },
  });
}

describe('the calendar of a campaign', () => {
  it('is followed step by step, each taken once and early enough for the first time zone', async () => {
    assert.deepEqual(await stage().until('2026-12-20T00:00:00Z'), [
      '2026-11-22T10 announcement announcement',
      '2026-12-01T10 reminder reminder',
      '2026-12-04T07 contact-list contact-list',
      '2026-12-06T10 last-call last-call',
      '2026-12-07T12 deadline',
      '2026-12-12T12 end',
    ]);
  });

  it('sends no reminder once coverage is high enough, and says why', async () => {
    const run = stage();
    run.counts = { ...NOBODY, told: 10, registered: 90 };
    const lines = await run.until('2026-12-02T00:00:00Z');
    assert.deepEqual(lines.slice(1), ['2026-12-01T10 reminder (coverage is 90 %)']);
    const always = stage({ calendar: { ...run.campaign.calendar, reminderBelow: 1 } });
    always.counts = { ...NOBODY, told: 1, registered: 99 };
    assert.deepEqual((await always.until('2026-12-02T00:00:00Z')).slice(1), [
      '2026-12-01T10 reminder reminder',
    ]);
  });

  it('sends one wave after a long standstill, not everything that was missed', async () => {
    const run = stage({}, '2026-12-09T08:00:00Z');
    assert.deepEqual(await run.until('2026-12-09T09:00:00Z'), [
      '2026-12-09T08 announcement (too late for it)',
      '2026-12-09T08 reminder (too late for it)',
      '2026-12-09T08 contact-list contact-list',
      '2026-12-09T08 deadline',
      '2026-12-09T08 last-call last-call',
    ]);
  });

  it('reminds nobody of a window that has closed, however late the last call is', async () => {
    const { calendar } = stage().campaign;
    const run = stage(
      { calendar: { ...calendar, lastCallOnDay: 20, endsOnDay: 25 } },
      '2026-12-09T08:00:00Z',
    );
    run.taken = ['announcement'];
    run.sleepers = 2;
    assert.deepEqual(await run.until('2026-12-09T09:00:00Z'), [
      '2026-12-09T08 reminder (too late for it)',
      '2026-12-09T08 contact-list contact-list',
      '2026-12-09T08 deadline',
    ]);
    assert.equal(run.sleepers, 2, 'nor whoever asked to be reminded: they hear the last call');
  });

  it('is followed though another campaign cannot be looked at', async () => {
    const run = stage({}, '2026-11-25T08:00:00Z');
    run.taken = ['announcement'];
    run.toGreen = true;
    run.broken = true;
    await assert.rejects(run.look(), /cannot be looked at/);
    assert.ok(run.log.includes('green'));
  });

  it('waits while a campaign is paused, or its recipients are being made', async () => {
    const paused = stage({ state: 'paused' }, '2026-11-23T00:00:00Z');
    assert.deepEqual(await paused.until('2026-11-24T00:00:00Z'), []);
    const unready = stage({}, '2026-11-23T00:00:00Z');
    unready.ready = false;
    unready.counts = NOBODY;
    assert.deepEqual(await unready.until('2026-11-24T00:00:00Z'), []);
  });

  it('ends early only when nobody is left whom another wave might reach', async () => {
    const all = stage({}, '2026-11-25T00:00:00Z');
    all.taken = ['announcement'];
    all.counts = { ...NOBODY, registered: 9, left: 1, unreachable: 1 };
    assert.deepEqual(await all.until('2026-11-25T02:00:00Z'), []);
    all.counts = { ...NOBODY, registered: 10, left: 1 };
    assert.deepEqual(await all.until('2026-11-25T03:00:00Z'), ['2026-11-25T02 completed']);
  });

  it('is over after its last day, when everybody is final with a reason', async () => {
    const run = stage({}, '2026-12-12T12:00:00Z');
    run.taken = ['announcement', 'reminder', 'contact-list', 'last-call', 'deadline'];
    assert.deepEqual(await run.until('2026-12-12T13:00:00Z'), ['2026-12-12T12 end']);
    run.counts = { ...NOBODY, registered: 90, unreachable: 3, 'not-registered': 7 };
    assert.deepEqual(await run.until('2026-12-12T14:00:00Z'), ['2026-12-12T13 completed']);
  });

  it('wakes everybody who asked to be reminded, and turns cards green, also while it is paused', async () => {
    const run = stage({}, '2026-11-25T08:00:00Z');
    run.taken = ['announcement'];
    run.sleepers = 5;
    run.toGreen = true;
    await run.look();
    assert.deepEqual(run.log, ['news', 'woke 2', 'woke 2', 'woke 1', 'post digest', 'green']);
    const paused = stage({ state: 'paused' }, '2026-11-25T08:00:00Z');
    paused.sleepers = 1;
    paused.toGreen = true;
    await paused.look();
    assert.deepEqual(paused.log, ['news', 'green']);
  });

  it('sends the digest once a working day, in the morning at home', async () => {
    const run = stage({}, '2026-11-26T00:00:00Z');
    const posts: string[] = [];
    while (run.clock.now() < new Date('2026-12-01T00:00:00Z')) {
      await run.look();
      if (run.log.splice(0).includes('post digest')) posts.push(run.clock.now().toISOString().slice(0, 13));
      await run.clock.advance(HOUR_MS);
    }
    assert.deepEqual(posts, ['2026-11-26T08', '2026-11-27T08', '2026-11-30T08']);
  });

  it('goes on while Graph does not answer', async () => {
    const run = stage({}, '2026-11-23T00:00:00Z');
    run.newsAway = true;
    await run.look();
    assert.deepEqual(run.taken, ['announcement']);
  });
});
