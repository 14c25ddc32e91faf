import assert from 'node:assert/strict';
import sinon from 'sinon';
import { ALICE, NOW } from '../../demo/gallery/samples/people.ts';
import { PLAN, PLAN_FACTS } from '../../demo/gallery/samples/plan.ts';
import type { PlanDraft } from '../../src/rollout/phases.ts';
import { movesBetween, type Plan } from '../../src/rollout/plan.ts';
import type { PlanDesk, PlanPressed } from '../../src/rollout/plan-ports.ts';
import { ACTIONS } from '../../src/teams/actions.ts';
import { COMMANDS } from '../../src/teams/commands.ts';
import { createDispatch, type Reply } from '../../src/teams/dispatch.ts';
import type { Services } from '../../src/teams/turn.ts';
import { type Part, partsOf, partsOfType } from '../cards/parts.ts';
import { createManualClock } from '../support/clock.ts';
import { fakeDesk } from '../support/fake-campaign-desk.ts';
import { ASKER, turnOf } from '../support/turn.ts';

const admin = turnOf({ roles: ['user', 'admin'] });
const group = turnOf({ roles: ['user', 'admin'], conversation: { kind: 'group', id: '19:admins' } });

function setUp({
  plan = PLAN,
  complete = true,
  at = NOW,
}: {
  plan?: Plan | null;
  complete?: boolean;
  at?: Date;
} = {}) {
  const done: unknown[][] = [];
  let current = plan ?? undefined;
  const save = (next: Plan): PlanPressed => {
    const moves = current ? movesBetween(current, next) : [];
    current = { ...next, version: next.version + 1 };
    return { kind: 'done', plan: current, moves };
  };
  const facts = { ...PLAN_FACTS, now: at };
  const look = { facts, edition: 'P1', organisation: 'Contoso', campaignGone: false } as const;
  const desk: PlanDesk = {
    weekend: async () => [6, 7],
    current: async () => current,
    async create(by, draft: PlanDraft) {
      done.push(['create', by, draft]);
      current ??= { ...PLAN, ...draft, version: 1 };
      return { plan: current, isNew: plan === null };
    },
    async change(by, seen, draft) {
      done.push(['change', by, seen.seen]);
      return current ? save({ ...current, ...draft }) : { kind: 'gone' };
    },
    async tick(by, seen, said) {
      done.push(['tick', by, seen.seen, said]);
      return current?.version === seen.seen ? save(current) : { kind: 'faster', plan: current ?? PLAN };
    },
    async end(by, seen) {
      done.push(['end', by, seen.seen]);
      return current ? save(current) : { kind: 'gone' };
    },
    look: () => ({
      soon: async () => ({ ...look, facts: { ...facts, gatesComplete: complete } }),
      whole: Promise.resolve(look),
    }),
  };
  const offerPlan = sinon.fake(async (..._offered: readonly unknown[]) => undefined);
  const services = {
    ...{ plan: desk, campaigns: fakeDesk(), clock: createManualClock(at), files: { offerPlan } },
    directory: { findPerson: async () => ALICE },
    // What the plan needs; a handler that reaches for more fails.
  } as unknown as Services;
  const dispatch = createDispatch({ commands: COMMANDS, actions: ACTIONS, services });
  const seen = { plan: PLAN.id, seen: PLAN.version };
  return {
    ...{ done, offerPlan, dispatch },
    say: () => dispatch.message('plan', admin),
    press: (verb: string, data: object = {}, turn = admin) =>
      dispatch.press(`plan.${verb}`, { v: 1, ...seen, ...data }, turn),
  };
}

const text = ({ shown, card }: Reply) => JSON.stringify([shown.card, card?.card]);
const standing = ({ shown }: Reply) =>
  Object.fromEntries(
    [...partsOf(shown.card)]
      .filter(({ type }) => String(type).startsWith('Input.'))
      // Clients send every field as text.
      .map(({ id, value }) => [id, String(value)]),
  );
const problems = ({ shown }: Reply) =>
  partsOfType(shown.card, 'Container').flatMap(({ items }) => {
    const [input, problem] = items as readonly Part[];
    return problem?.color === 'Attention' ? [input?.id] : [];
  });

describe('the plan, as administrators type and press it', () => {
  it('offers to make one where there is none', async () => {
    const reply = await setUp({ plan: null }).say();
    assert.match(reply.shown.summary, /^There is no plan yet/);
    const verbs = partsOfType(reply.shown.card, 'Action.Execute').map(({ verb }) => verb);
    assert.deepEqual(verbs, ['plan.new']);
  });

  it('shows at once what is known, and the rest when the tenant has been read', async () => {
    const reply = await setUp({ complete: false }).say();
    assert.match(text(reply), /still being read/);
    assert.doesNotMatch(JSON.stringify((await reply.whole)?.card), /still being read/);
    assert.equal((await setUp().say()).whole, null);
  });

  it('is refused to everybody else, in a press as in a command', async () => {
    const { dispatch, press, done } = setUp();
    const user = turnOf({ roles: ['user', 'helpdesk'] });
    assert.match((await dispatch.message('plan', user)).ran, /^refused/);
    assert.match((await press('tick', { 'done-prepare': 'managers-told' }, user)).ran, /^refused/);
    assert.deepEqual(done, []);
  });

  it('opens a form with every default, and makes the plan of it', async () => {
    const { press, done } = setUp({ plan: null });
    const form = await press('new');
    assert.partialDeepStrictEqual(standing(form), {
      startsOn: '2026-11-24',
      'register-days': '14',
      campaign: 'none',
    });
    assert.equal('pilot-starts' in standing(form), false);
    const reply = await press('create', { startsOn: '2026-11-30', 'pilot-owner': ' Ada ' });
    assert.match(reply.shown.summary, /^The rollout begins on Monday 30 November/);
    assert.partialDeepStrictEqual(done, [
      ['create', ASKER, { startsOn: '2026-11-30', phases: { pilot: { owner: 'Ada' } } }],
    ]);
  });

  it('brings the form back with what was typed where something is wrong, and saves nothing', async () => {
    const { press, done } = setUp({ plan: null });
    const reply = await press('create', {
      startsOn: '2026-11-19',
      'enforce-days': '99',
      campaign: '99999999-9999-4999-8999-999999999999',
      contact: 'ext. 1',
    });
    assert.deepEqual(problems(reply), ['startsOn', 'campaign', 'enforce-days']);
    assert.partialDeepStrictEqual(standing(reply), { startsOn: '2026-11-19', contact: 'ext. 1' });
    assert.deepEqual(done, []);
  });

  it('begins nothing on this Friday once it is afternoon where the administrator is', async () => {
    const typed = { startsOn: '2026-11-20' };
    assert.deepEqual(problems(await setUp({ plan: null }).press('create', typed)), []);
    const afternoon = setUp({ plan: null, at: new Date('2026-11-20T12:30:00Z') });
    assert.deepEqual(problems(await afternoon.press('create', typed)), ['startsOn']);
  });

  it('says that there is a plan already instead of making a second one', async () => {
    const { press } = setUp();
    for (const verb of ['new', 'create']) {
      const { shown } = await press(verb, { startsOn: '2026-11-30' });
      assert.match(shown.summary, /^There is a plan already/);
    }
  });

  it('says what a moved date moves', async () => {
    const { press, done } = setUp();
    const form = standing(await press('edit'));
    assert.equal(form['pilot-starts'], '2026-12-09');
    const reply = await press('change', { ...form, 'register-days': '16', 'pilot-starts': '2026-12-14' });
    assert.match(
      reply.shown.summary,
      /^Moved 5 days later: Pilot\. Moved 3 days later: Enforce, Validate\. The rollout begins/,
    );
    assert.deepEqual(done, [['change', ASKER, PLAN.version]]);
  });

  it('reads nothing into a plan that has changed since it was seen', async () => {
    const { press, done } = setUp();
    for (const [verb, data] of [
      ['change', { startsOn: '2027-01-11' }],
      ['tick', {}],
    ] as const) {
      const reply = await press(verb, { ...data, seen: 3 });
      assert.match(reply.shown.summary, /^Somebody else was faster/);
    }
    assert.deepEqual(
      done.map(([what]) => what),
      ['tick'],
    );
  });

  it('ticks what was chosen of what the card showed, in the name of whoever pressed', async () => {
    const { press, done } = setUp();
    await press('tick', { 'done-prepare': 'managers-told,nonsense', 'done-validate': '' });
    const [[, by, seen, said] = []] = done;
    assert.deepEqual(by, { id: ASKER, name: ALICE.displayName });
    assert.equal(seen, PLAN.version);
    assert.deepEqual((said as { done: unknown }).done, ['managers-told']);
    const { about } = said as { about: readonly string[] };
    assert.ok(
      about.includes('helpdesk-ready') && about.includes('signed-off') && !about.includes('announced'),
    );
  });

  it('ends with a word of what is kept', async () => {
    const reply = await setUp().press('end');
    assert.match(reply.shown.summary, /is kept/);
    assert.match(text(reply), /There is no plan yet/);
  });

  it('says of a plan that is gone what to type', async () => {
    const { press, done } = setUp();
    const plan = '99999999-9999-4999-8999-999999999999';
    for (const verb of ['edit', 'change', 'export-markdown']) {
      assert.match((await press(verb, { plan })).shown.summary, /no such plan any more/);
    }
    assert.deepEqual(done, []);
  });

  it('gives its files away in a private chat alone', async () => {
    const { press, offerPlan } = setUp();
    assert.match((await press('export-calendar', {}, group)).shown.summary, /private chat only/);
    assert.equal(offerPlan.callCount, 0);
    await press('export-calendar');
    assert.deepEqual(offerPlan.firstCall.args.slice(0, 2), [PLAN.id, 'calendar']);
    await press('export-markdown');
    assert.equal(offerPlan.secondCall.args[1], 'markdown');
  });
});
