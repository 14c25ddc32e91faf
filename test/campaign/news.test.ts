import assert from 'node:assert/strict';
import { createNews } from '../../src/campaign/news.ts';
import type { RegistrationNews } from '../../src/campaign/ports.ts';
import { Unavailable } from '../../src/errors.ts';
import { MONDAY } from '../support/campaigns.ts';
import { createManualClock } from '../support/clock.ts';

const HOUR_MS = 3_600_000;

function stage() {
  const clock = createManualClock(MONDAY);
  const it = {
    clock,
    mark: null as Date | null,
    pages: [] as RegistrationNews[][],
    away: false,
    asked: [] as number[],
    named: [] as string[],
    looks: 0,
    news: null as unknown as ReturnType<typeof createNews>,
  };
  it.news = createNews({
    clock,
    log: {
      newsSince(since) {
        it.asked.push(since.getTime() - MONDAY.getTime());
        const pages = async function* () {
          if (it.away) throw new Unavailable('Microsoft Graph does not answer.', 'Later.');
          yield* it.pages;
        };
        return { completeTo: new Date(clock.now().getTime() - 300_000), pages: pages() };
      },
    },
    watermarks: {
      readTo: async () => it.mark,
      async moveTo(_, at) {
        it.mark = at;
      },
    },
    looks: {
      async named(people) {
        it.named.push(...people.map(({ personId }) => personId));
        return people.length;
      },
    },
    jobs: {
      async look() {
        it.looks += 1;
      },
    },
  });
  return it;
}

describe('the news of who has registered', () => {
  it('are read once for everybody who asks, and again after half a minute', async () => {
    const it = stage();
    await Promise.all([it.news.refresh(), it.news.refresh(), it.news.refresh()]);
    await it.news.refresh();
    assert.equal(it.asked.length, 1);
    await it.clock.advance(30_000);
    await it.news.refresh();
    assert.deepEqual(it.asked, [-24 * HOUR_MS, -300_000], 'from where the last reading was complete');
  });

  it('are read once more for a day, for whom they named before they were recipients', async () => {
    const it = stage();
    it.pages = [[{ personId: 'ada', at: MONDAY, what: 'registered' }]];
    await it.news.refresh();
    await it.news.readBack();
    assert.deepEqual(it.asked, [-24 * HOUR_MS, -24 * HOUR_MS]);
    assert.deepEqual(it.named, ['ada', 'ada']);
    assert.equal(it.mark?.getTime(), MONDAY.getTime() - 300_000);
  });

  it('name everybody who registered, and nobody who deleted something', async () => {
    const it = stage();
    it.pages = [
      [{ personId: 'ada', at: MONDAY, what: 'registered' }],
      [
        { personId: 'ben', at: MONDAY, what: 'deleted' },
        { personId: 'cleo', at: MONDAY, what: 'registered' },
      ],
    ];
    await it.news.refresh();
    assert.deepEqual(it.named, ['ada', 'cleo']);
    assert.equal(it.looks, 1);
  });

  it('leave nothing out after a standstill of days, as far back as Microsoft keeps the log', async () => {
    const it = stage();
    it.mark = new Date(MONDAY.getTime() - 60 * HOUR_MS);
    await it.news.refresh();
    assert.deepEqual(it.asked, [-60 * HOUR_MS]);
    const late = stage();
    late.mark = new Date(MONDAY.getTime() - 90 * 24 * HOUR_MS);
    await late.news.refresh();
    assert.deepEqual(late.asked, [-30 * 24 * HOUR_MS]);
  });

  it('stay unread while the log cannot be read, and whoever asked is told', async () => {
    const it = stage();
    it.away = true;
    await assert.rejects(it.news.refresh(), Unavailable);
    assert.equal(it.mark, null);
    it.away = false;
    await it.news.refresh();
    assert.equal(it.asked.length, 2, 'the next one reads at once');
  });
});
