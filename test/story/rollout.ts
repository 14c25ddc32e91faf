import { OUTLOOK } from '../../demo/tenant/company/log-words.ts';
import { DEPARTMENTS, FIRST_DAY, HELPDESK_CHANNEL, momentOf, type Story } from './story.ts';

/** What the tests want to know of the story that they cannot see in its lines. */
export interface Told {
  readonly campaignId: string;
  readonly registeredAt: ReadonlyMap<string, Date>;
  readonly burstAt: Date;
}

/** A rollout of twenty-one days: plan, announcement, reminder, contact list, pilot, enforcement, validation. */
export async function tellRollout(story: Story): Promise<Told> {
  const { run, people } = story;
  const { admin } = people;
  const registeredAt = new Map<string, Date>();
  const registers = (personId: string) => {
    registeredAt.set(personId, run.clock.now());
    story.registers(personId);
  };
  const campaignId = await prepare(story);

  await story.through(1);
  const recipients = await recipientsOf(story, campaignId);
  const [asker = '', doer = '', ...others] = recipients;

  await story.to(2, '09:30');
  await story.presses(asker, 'I need help', 'reminder.help', {
    campaign: campaignId,
    words: 'My phone is at the repair',
  });
  await story.quiet();
  registers(doer);
  await story.presses(doer, 'I’ve done it', 'reminder.done', { campaign: campaignId });
  await story.quiet();
  for (const day of [3, 8]) {
    await story.to(day, '10:00');
    for (const personId of others.splice(0, 4)) registers(personId);
  }

  // Under ninety percent on the tenth day, so that everybody who is missing is reminded.
  await story.through(10);
  await story.to(11, '09:00');
  for (const personId of others.splice(0, others.length - 3)) registers(personId);
  await story.to(12, '09:00');

  await pilot(story);
  registers(asker);
  const burstAt = await enforce(story, { admin, burst: recipients });
  for (const personId of others) registers(personId);
  // The last are noticed, and the next look at the calendar closes the campaign.
  for (const time of ['16:00', '16:02', '16:04', '16:10']) await story.to(18, time);
  await validate(story);
  return { campaignId, registeredAt, burstAt };
}

async function prepare(story: Story): Promise<string> {
  const { run, people } = story;
  const { admin } = people;
  await story.says(admin, 'plan');
  await story.presses(admin, 'Create campaign', 'campaign.create', {
    name: 'Second step for all',
    goal: 'any-method',
    startsOn: FIRST_DAY,
    departments: DEPARTMENTS.join('\n'),
    contact: 'the helpdesk, extension 4711',
  });
  await run.until('the directory is read', async () => {
    const { read } = await run.one<{ read: number }>(
      `select count(*)::integer as read from readings where name = 'roster' and completed_at is not null`,
    );
    return read > 0;
  });
  await story.quiet();
  const { id } = await run.one<{ id: string }>('select campaign_id as id from campaigns');
  await story.presses(admin, 'Create plan', 'plan.create', {
    startsOn: momentOf(-3, '09:00').slice(0, 10),
    campaign: id,
  });
  await story.presses(admin, 'Start', 'campaign.start', { campaign: id, seen: 1 });
  await story.quiet();
  await story.to(0, '10:30');
  return id;
}

async function recipientsOf({ database }: Story, campaignId: string): Promise<readonly string[]> {
  const rows = await database.query<{ personId: string }>(
    `select person_id as "personId" from deliveries where campaign_id = $1 and state = 'sent' order by 1`,
    [campaignId],
  );
  return rows.map(({ personId }) => personId);
}

/** Three days in which the policy holds for a few who have registered, and are watched. */
async function pilot(story: Story): Promise<void> {
  const { run, people } = story;
  const pilotGroup = run.company.groups.pilot.id;
  await story.to(15, '09:00');
  await story.presses(people.admin, 'Watch the pilot group', 'watch.start', { group: pilotGroup });
  await story.quiet();
  for (const { id } of run.company.everyoneIn(pilotGroup).slice(0, 4)) {
    story.signsIn(String(id), { code: 0, app: OUTLOOK, requiredBy: 'CA02 Pilot: MFA for all apps' });
  }
  await story.to(15, '15:30');
}

async function enforce(
  story: Story,
  { admin, burst }: { readonly admin: string; readonly burst: readonly string[] },
): Promise<Date> {
  const { run } = story;
  await story.to(18, '08:00');
  const { id: pilotWatch } = await run.one<{ id: string }>(
    'select watch_id as id from enforcement_watches where ended_at is null',
  );
  await story.presses(admin, 'Stop watching', 'watch.stop', { watch: pilotWatch });
  run.company.policies = run.company.policies.map((policy) =>
    String(policy.displayName).startsWith('CA03') ? { ...policy, state: 'enabled' } : policy,
  );
  await story.presses(admin, 'Watch everybody', 'watch.start', {});
  await story.quiet();
  await story.to(18, '09:05');
  const burstAt = run.clock.now();
  // A device policy that nobody had meant for everybody.
  for (const personId of burst.slice(0, 8)) story.signsIn(personId, { code: 53000, app: OUTLOOK });
  // The round of the log that comes next sees it.
  for (
    let second = 10;
    second <= 80 && !story.hasRead(HELPDESK_CHANNEL, /something is wrong/);
    second += 10
  ) {
    await story.to(18, `09:0${5 + Math.floor(second / 60)}:${String(second % 60).padStart(2, '0')}`);
  }
  await story.says(admin, 'announce break-glass test');
  const [first = '', second = ''] = run.company.breakGlassIds;
  await story.to(18, '09:20');
  for (const id of [first, second])
    story.signsIn(id, { code: 0, requiredBy: 'CA03 Everybody: MFA for all apps' });
  await story.to(18, '09:22');
  for (const personId of burst) {
    story.signsIn(personId, { code: 0, app: OUTLOOK, requiredBy: 'CA03 Everybody: MFA for all apps' });
  }
  return burstAt;
}

/** Three quiet days later. */
async function validate(story: Story): Promise<void> {
  const { run, people } = story;
  for (const id of run.company.breakGlassIds)
    run.company.change(id, { signInActivity: usedAt(run.clock.now()) });
  run.company.refreshReport(run.clock.now());
  await story.to(21, '10:00');
  await story.says(people.admin, 'validate');
  await story.quiet();
  await story.presses(people.admin, 'Save the report', 'validate.export');
  await story.quiet();
}

function usedAt(moment: Date): Readonly<Record<string, string | null>> {
  const at = moment.toISOString().replace(/\.\d+Z/, 'Z');
  return {
    lastSignInDateTime: at,
    lastSignInRequestId: null,
    lastNonInteractiveSignInDateTime: at,
    lastNonInteractiveSignInRequestId: null,
    lastSuccessfulSignInDateTime: at,
    lastSuccessfulSignInRequestId: null,
  };
}
