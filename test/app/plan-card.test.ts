import assert from 'node:assert/strict';
import { dayAfter } from '../../src/rollout/plan-days.ts';
import { tenantInOrder } from '../support/readiness-tenants.ts';
import { startWholeBot, type WholeBot } from '../support/whole-bot.ts';

/** A Monday of next month, so that it is never over. */
function someMonday(): string {
  let day = dayAfter(new Date().toISOString().slice(0, 10), 30);
  while (new Date(day).getUTCDay() !== 1) day = dayAfter(day);
  return day;
}

describe('the plan card, with the whole bot', function () {
  this.timeout(60_000);
  let bot: WholeBot;

  afterEach(() => bot.stop());

  it('is made, ticks itself from a tenant in order, is ticked by hand, moves and is shown to administrators alone', async () => {
    const { company, ...configured } = tenantInOrder();
    bot = await startWholeBot(company, configured);
    const { admin, helpdesk } = company.named;
    await bot.say(helpdesk, 'plan');
    assert.match((await bot.shown(() => true)).text, /administrators/i);
    bot.connector.calls.length = 0;
    await bot.say(admin, 'plan');
    await bot.shown(({ summary }) => summary.startsWith('There is no plan yet'));

    const press = (verb: string, data: object) => bot.press(admin, verb, { verb, v: 1, ...data });
    const startsOn = someMonday();
    const made = await press('plan.create', { startsOn, campaign: 'none' });
    const [, plan] = /"plan":"([0-9a-f-]{36})"/.exec(made) ?? [];
    assert.ok(plan, made.slice(0, 500));

    bot.connector.calls.length = 0;
    await bot.say(admin, 'plan');
    const card = await bot.shown(
      ({ text }) => text.includes('For this tenant:') && !text.includes('still being read'),
    );
    assert.match(card.text, /Emergency accounts are ready[^}]*\},\{[^}]*your tenant shows it/);
    assert.match(card.text, /For this tenant: (Conditional Access|security defaults)\./);

    const ticked = await press('plan.tick', { plan, seen: 1, 'done-prepare': 'managers-told' });
    assert.match(ticked, /Managers know what comes and when · /);
    assert.match(await press('plan.tick', { plan, seen: 1, 'done-prepare': '' }), /Somebody else was faster/);
    const moved = await press('plan.change', { plan, seen: 2, startsOn: dayAfter(startsOn, 7) });
    assert.match(moved, /Moved 7 days later: Prepare, Register, Pilot, Enforce, Validate/);

    await bot.say(admin, 'kit');
    await bot.shown(({ summary }) => summary.startsWith('Announcement'));
  });
});
