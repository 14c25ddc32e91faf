import assert from 'node:assert/strict';
import {
  CAMPAIGN,
  coverageOf,
  DRY_RUN,
  PROGRESS,
  recipient,
} from '../../demo/gallery/samples/campaign-facts.ts';
import { CAMPAIGN_STATES, type Campaign } from '../../src/campaign/campaign.ts';
import type { Progress } from '../../src/campaign/ports.ts';
import { toCampaignView } from '../../src/cards/campaign.ts';
import { toContactListView } from '../../src/cards/campaign-contacts.ts';
import { toDigestView } from '../../src/cards/campaign-digest.ts';
import { toCampaignListView } from '../../src/cards/campaign-list.ts';
import { asPreview } from '../../src/cards/preview.ts';
import { render } from '../../src/cards/render.ts';
import { textsFor } from '../../src/cards/texts.ts';
import { campaignLine } from '../support/fake-campaign-desk.ts';
import { partsOfType } from './parts.ts';

const texts = textsFor('en', 'Europe/Berlin');
const going = (different: Partial<Progress> = {}, campaign: Partial<Campaign> = {}) =>
  toCampaignView(
    { progress: { ...PROGRESS, ...different, campaign: { ...PROGRESS.campaign, ...campaign } } },
    texts,
  );
const planned = (campaign: Partial<Campaign> = {}, different: Partial<typeof DRY_RUN> = {}) =>
  toCampaignView({ dryRun: { ...DRY_RUN, ...different, campaign: { ...CAMPAIGN, ...campaign } } }, texts);

describe('the card of a campaign', () => {
  const buttons: Readonly<Record<Campaign['state'], string>> = {
    draft: 'start edit export preview cancel',
    scheduled: 'refresh edit export preview cancel',
    running: 'refresh pause contact-list export cancel',
    paused: 'resume refresh contact-list export cancel',
    completed: 'contact-list export',
    cancelled: 'contact-list export',
  };
  for (const state of CAMPAIGN_STATES) {
    it(`offers what is possible while it is ${state}: ${buttons[state]}`, () => {
      const view = state === 'draft' || state === 'scheduled' ? planned({ state }) : going({}, { state });
      const verbs = view.buttons.map(({ verb }) => verb.replace('campaign.', ''));
      const asking = [view.hasPreview && 'preview', view.hasCancel && 'cancel'].filter(Boolean);
      assert.equal([...verbs, ...asking].join(' '), buttons[state]);
    });
  }

  it('cannot be started before it is known whom it reaches, or where that is nobody', () => {
    for (const view of [planned({}, { rosterAsOf: null }), planned({}, { recipients: 0 })]) {
      assert.deepEqual(view.buttons.map(({ verb }) => verb).slice(0, 1), ['campaign.refresh']);
    }
  });

  it('asks another administrator to approve a start that somebody has asked for', () => {
    const [start] = planned({ startAskedBy: 'somebody' }).buttons;
    assert.deepEqual(start, { verb: 'campaign.start', title: 'Approve and start', style: 'positive' });
  });

  it('counts as reached only what is: one of twenty below the goal is not', () => {
    const states = (registered: number) => ({ ...PROGRESS.states, registered });
    assert.equal(going({ targeted: 20, states: states(19) }).word, 'Goal reached');
    const below = going({ targeted: 20, states: states(18) });
    assert.equal(below.word, 'Running');
    assert.match(below.answer, /One more reaches the goal of 95%/);
  });

  it('says first of all that nothing is sent, where something is in the way', () => {
    const view = going({}, { trouble: '401 **BotNotRegistered**' });
    assert.equal(view.tone, 'attention');
    assert.match(view.answer, /401 ∗∗BotNotRegistered∗∗/);
    assert.equal(going({}, { trouble: 'x', state: 'cancelled' }).tone, 'emphasis');
  });

  it('draws coverage from the second day on, in few points whose first and last always stay', () => {
    assert.equal(going({ coverage: coverageOf(1, 100) }).hasChart, false);
    const days = Array.from({ length: 200 }, (_, index) => ({
      day: new Date(Date.UTC(2026, 10, 23 + index)).toISOString().slice(0, 10),
      registered: index,
      targeted: 200,
    }));
    const { points, sparkline } = going({ coverage: days });
    assert.ok(points.length <= 20);
    assert.equal(sparkline.length, points.length);
    assert.deepEqual(points[0], { day: '2026-11-23', percent: 0, goal: 95 });
    assert.equal(points.at(-1)?.percent, 99.5);
  });

  it('has every number of its charts in words, too', () => {
    const { chartSentence, barsText, folds } = going();
    assert.equal(
      chartSentence,
      'From 12% on Monday 23 November to 46% now. The goal is 95% by Sunday 6 December.',
    );
    assert.match(barsText, /^Manufacturing: 16\.4% · No department: 34\.2%/);
    const rows = folds.find(({ id }) => id === 'departments')?.rows ?? [];
    assert.deepEqual([rows[0]?.lead, rows[0]?.value], ['Manufacturing', '61 of 371 · 16.4%']);
  });

  it('offers to send again by reason, and never by itself to those who may have got the card', () => {
    const view = going();
    assert.deepEqual(
      view.retryChoices.map(({ value }) => value),
      ['not-installed', 'blocked', 'unknown'],
    );
    assert.equal(view.retryValue, 'not-installed,blocked');
    assert.equal(going({}, { state: 'completed' }).hasRetry, false);
  });

  it('opens in the closing report what worked and what remains', () => {
    const open = (view: ReturnType<typeof going>) => view.folds.flatMap((one) => (one.open ? [one.id] : []));
    assert.deepEqual(open(going({}, { state: 'completed' })), ['waves', 'remaining']);
    assert.deepEqual(open(going()), []);
  });
});

describe('the list of campaigns', () => {
  const page = (count: number, wanted: number) =>
    toCampaignListView(
      { campaigns: Array.from({ length: count }, (_, index) => campaignLine(`C${index}`)), page: wanted },
      texts,
    );

  it('turns pages forth and back, and shows the last for one that there is not any more', () => {
    assert.deepEqual([page(11, 1).hasEarlier, page(11, 1).morePage], [false, 2]);
    assert.deepEqual([page(11, 2).earlierPage, page(11, 2).morePage], [1, 3]);
    assert.deepEqual(
      page(11, 99).campaigns.map(({ name }) => name),
      ['C10'],
    );
    assert.deepEqual([page(5, 1).hasEarlier, page(5, 1).hasMore], [false, false]);
  });
});

describe('the contact list', () => {
  it('gives a reason beside each name, as far as it is known', () => {
    const people = [
      recipient({ state: 'unreachable', reason: 'blocked', isAdmin: true }),
      recipient({ state: 'unreachable', reason: 'something new' }),
      recipient({ state: 'unreachable', reason: 'sent' }),
      recipient({ state: 'snoozed', snoozedUntil: new Date('2026-12-03T08:00:00Z'), department: null }),
    ];
    const view = toContactListView({ campaign: CAMPAIGN, people, total: 4, page: 1 }, texts);
    assert.deepEqual(
      view.people.map(({ reason, note }) => `${reason} | ${note}`),
      [
        'Has blocked Muster | administrator · Manufacturing · rosa.lind@contoso.com',
        'Could not be reached | Manufacturing · rosa.lind@contoso.com',
        'Could not be reached | Manufacturing · rosa.lind@contoso.com',
        'Asked to be reminded on Thursday 3 December | rosa.lind@contoso.com',
      ],
    );
  });
});

describe('the daily digest', () => {
  it('counts from yesterday, and never backwards', () => {
    assert.match(toDigestView(PROGRESS, texts).answer, /^48 more since yesterday\./);
    const first = { ...PROGRESS, coverage: PROGRESS.coverage.slice(-1) };
    assert.match(toDigestView(first, texts).answer, /^554 more since yesterday\./);
    const less = { ...PROGRESS, states: { ...PROGRESS.states, registered: 1 } };
    assert.match(toDigestView(less, texts).answer, /^0 more since yesterday\./);
  });
});

describe('a card as a preview', () => {
  it('says so on top and in the notification, and has no button that acts', () => {
    const rendered = render('campaign', going());
    const { card, summary } = asPreview(rendered, texts);
    assert.match(summary, /^Preview: only you see this card\. Second step/);
    assert.equal(card.speak, summary);
    for (const { data } of partsOfType(card, 'Action.Execute', 'Action.Submit')) {
      assert.deepEqual(data, { verb: 'campaign.preview-press', v: 1 });
    }
    assert.ok(JSON.stringify(rendered.card).includes('campaign.pause'), 'the card itself was changed');
  });
});
