import assert from 'node:assert/strict';
import { CAMPAIGN, PROGRESS } from '../../demo/gallery/samples/campaign-facts.ts';
import { gateResult } from '../../demo/gallery/samples/plan.ts';
import { buildPlan, writtenPlan } from '../../src/app/plan.ts';
import { textsFor } from '../../src/cards/texts.ts';
import { MissingPermission } from '../../src/errors.ts';
import { newPlan } from '../../src/rollout/plan.ts';
import type { PlanDesk } from '../../src/rollout/plan-ports.ts';
import type { Database } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { planEntries } from '../../src/store/plans.ts';
import { createManualClock, type ManualClock } from '../support/clock.ts';
import { eachDatabase } from '../support/database.ts';

const DRAFT = newPlan('2026-11-19', [6, 7]);
const ADA = { id: 'ada', name: 'Ada Admin' };

eachDatabase('the desk of the plan', (open) => {
  let database: Database;
  let clock: ManualClock;
  let checks: number;
  let built: ReturnType<typeof buildPlan>;
  let desk: PlanDesk;
  const campaigns = {
    find: async (id: string) => (id === CAMPAIGN.id ? PROGRESS.campaign : undefined),
    audit: async () => [{ at: CAMPAIGN.createdAt, by: 'muster', what: 'step-announcement', why: null }],
    progress: async () => PROGRESS,
  };

  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
    clock = createManualClock(new Date('2026-11-20T09:00:00Z'));
    checks = 0;
    built = buildPlan({
      ...{ database, clock, campaigns },
      directory: { organisation: async () => ({ tenantId: 't', displayName: 'Contoso', countryCode: 'SA' }) },
      readiness: {
        check() {
          checks += 1;
          const readiness = {
            gates: [gateResult('admins-registered', 'pass')],
            asOf: clock.now(),
            complete: true,
            bugs: [],
          };
          return { startedAt: clock.now(), soon: async () => readiness, whole: Promise.resolve(readiness) };
        },
      },
      edition: () => Promise.reject(new MissingPermission('LicenseAssignment.Read.All', 'licences')),
    });
    desk = built.services.plan;
  });

  const made = async () => (await desk.create('Ada', { ...DRAFT, campaignId: CAMPAIGN.id })).plan;

  it('knows the weekend of the country where the organisation is at home', async () => {
    assert.deepEqual(await desk.weekend(), [5, 6]);
  });

  it('changes a plan as it was seen, says what moved, and keeps who did it', async () => {
    const { id } = await made();
    const later = { ...DRAFT, startsOn: '2026-11-30' };
    const pressed = await desk.change('Bob', { plan: id, seen: 1 }, later);
    assert.ok(pressed.kind === 'done');
    const phases = ['prepare', 'register', 'pilot', 'enforce', 'validate'];
    assert.deepEqual(pressed.moves, [{ phases, days: 7 }]);
    assert.equal(pressed.plan.version, 2);
    assert.equal((await desk.change('Ada', { plan: id, seen: 1 }, DRAFT)).kind, 'faster');
    assert.deepEqual(
      (await planEntries(database, id)).map(({ what, by }) => `${what} ${by}`),
      ['create ada', 'change bob'],
    );
  });

  it('keeps who ticked what and when, and unticks what was shown and not chosen', async () => {
    const { id } = await made();
    const about = ['managers-told', 'helpdesk-ready'] as const;
    const first = await desk.tick(
      ADA,
      { plan: id, seen: 1 },
      { about, done: ['managers-told', 'signed-off'] },
    );
    assert.ok(first.kind === 'done');
    assert.deepEqual(first.plan.ticks, {
      'managers-told': { by: 'ada', name: 'Ada Admin', at: clock.now() },
    });
    await clock.advance(60_000);
    const second = await desk.tick(
      { id: 'Bob', name: null },
      { plan: id, seen: 2 },
      { about, done: ['helpdesk-ready'] },
    );
    assert.ok(second.kind === 'done');
    assert.deepEqual(Object.keys(second.plan.ticks), ['helpdesk-ready']);
    assert.equal((await planEntries(database, id)).at(-1)?.why, '-managers-told, +helpdesk-ready');
  });

  it('ends a plan once, and then there is none', async () => {
    const { id } = await made();
    assert.equal((await desk.end('Ada', { plan: id, seen: 1 })).kind, 'done');
    assert.equal(await desk.current(), undefined);
    assert.equal((await desk.end('Ada', { plan: id, seen: 1 })).kind, 'gone');
    assert.equal((await desk.tick(ADA, { plan: id, seen: 2 }, { about: [], done: [] })).kind, 'gone');
  });

  it('looks at the tenant once for everybody who asks within minutes, and does without what cannot be read', async () => {
    const plan = await made();
    const look = await desk.look(plan).soon(1_000);
    await desk.look(plan).whole;
    assert.equal(checks, 1);
    assert.equal(look.edition, null);
    assert.equal(look.organisation, 'Contoso');
    assert.equal(look.facts.gates.length, 1);
    assert.partialDeepStrictEqual(look.facts.campaign, {
      announced: true,
      contactListSent: false,
      goalShare: 0.95,
    });
    await clock.advance(6 * 60_000);
    await desk.look(plan).soon(1_000);
    assert.equal(checks, 2);
  });

  it('says that the campaign of a plan is gone', async () => {
    const { plan } = await desk.create('Ada', {
      ...DRAFT,
      campaignId: '99999999-9999-4999-8999-999999999999',
    });
    assert.equal((await desk.look(plan).whole).campaignGone, true);
  });

  it('writes the plan as text, for a calendar and for programs', async () => {
    assert.equal(await writtenPlan({ database, clock, campaigns }), undefined);
    const plan = await made();
    const texts = textsFor('de', 'Europe/Berlin');
    assert.match(
      (await built.file(plan.id, 'markdown', texts)) ?? '',
      /^# Plan der MFA-Einführung bei Contoso\n/,
    );
    assert.match(
      (await built.file(plan.id, 'calendar', texts)) ?? '',
      /SUMMARY:MFA-Einführung: Pilotphase\r\n/,
    );
    assert.equal(await built.file('99999999-9999-4999-8999-999999999999', 'markdown', texts), undefined);
    const written = await writtenPlan({ database, clock, campaigns });
    assert.match(written?.text ?? '', /^Prepare: 2026-11-23 to 2026-11-24, 2 working days, next$/m);
    assert.match(written?.text ?? '', /\[x\] The announcement has gone out \(your tenant shows it\)/);
    assert.partialDeepStrictEqual(written?.document, {
      id: plan.id,
      currentPhase: 'prepare',
      history: [{ what: 'create', by: 'ada' }],
    });
  });
});
