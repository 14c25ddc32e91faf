import assert from 'node:assert/strict';
import { createRosterReader } from '../../src/campaign/roster.ts';
import { ROSTER } from '../../src/campaign/roster-ports.ts';
import { Unavailable } from '../../src/errors.ts';
import type { Database } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createReadings } from '../../src/store/readings.ts';
import { FakeDirectory } from '../support/campaign-desk.ts';
import { createManualClock, type ManualClock } from '../support/clock.ts';
import { eachDatabase } from '../support/database.ts';

const { signal } = new AbortController();

eachDatabase('readings of the directory', (open) => {
  let database: Database;
  let clock: ManualClock;
  let directory: FakeDirectory;
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
    clock = createManualClock();
    directory = new FakeDirectory();
    directory.accounts = ['ann', 'ben', 'cleo', 'dora'].map((personId) => ({ personId }));
  });

  const reader = () =>
    createRosterReader({
      source: directory,
      store: createReadings(database),
      tenantCountry: async () => null,
      clock,
      newId: () => crypto.randomUUID(),
    });
  const people = async () =>
    (await database.query<{ id: string }>('select person_id as id from roster order by 1')).map(
      ({ id }) => id,
    );
  const claim = async () => {
    const now = clock.now();
    const deadSince = new Date(now.getTime() - 120_000);
    return createReadings(database).claim(ROSTER, crypto.randomUUID(), { now, deadSince });
  };

  it('are made once an hour, by one process at a time', async () => {
    const [one, other] = await Promise.all([reader().read(ROSTER, signal), reader().read(ROSTER, signal)]);
    assert.deepEqual([one, other].toSorted(), ['busy', 'read']);
    assert.equal(await reader().read(ROSTER, signal), 'fresh');
    assert.equal(directory.readings, 1);
    await clock.advance(3_600_000);
    assert.equal(await reader().read(ROSTER, signal), 'read');
  });

  it('say why one was not made, and leave nobody out for it', async () => {
    await reader().read(ROSTER, signal);
    directory.breaks = new Unavailable('Graph does not answer.', 'Wait.');
    directory.accounts = ['eve', 'fred', 'gina', 'hugo'].map((personId) => ({ personId }));
    await clock.advance(3_600_000);
    await assert.rejects(reader().read(ROSTER, signal), Unavailable);
    const status = await createReadings(database).status(ROSTER);
    assert.deepEqual([status?.trouble, status?.people], ['Graph does not answer.', 4]);
    assert.deepEqual(await people(), ['ann', 'ben', 'cleo', 'dora', 'eve', 'fred', 'gina']);
    directory.breaks = null;
    assert.equal(await reader().read(ROSTER, signal), 'read');
    assert.deepEqual(await people(), ['eve', 'fred', 'gina', 'hugo']);
    assert.equal((await createReadings(database).status(ROSTER))?.trouble, null);
  });

  it('are gone on with where a process died, from the report if it had everybody', async () => {
    const dead = await claim();
    assert.ok(dead);
    const readings = createReadings(database);
    const row = {
      mail: null,
      kind: 'member',
      enabled: true,
      department: null,
      country: null,
      language: null,
    } as const;
    const ann = { ...row, personId: 'ann', userPrincipalName: 'a@b.c', displayName: 'Ann', timeZone: 'UTC' };
    assert.equal(await readings.savePeople(dead, [ann, ann], clock.now()), true);
    assert.equal(await readings.peopleRead(dead, clock.now()), true);
    assert.equal(await reader().read(ROSTER, signal), 'busy');
    await clock.advance(121_000);
    assert.equal(await reader().read(ROSTER, signal), 'read');
    assert.deepEqual([directory.readings, await people()], [0, ['ann']]);
    assert.equal(await readings.savePeople(dead, [ann], clock.now()), false);
    assert.equal(await readings.complete(dead, clock.now()), false);
  });

  it('believe a person’s own methods more than a report that is older', async () => {
    directory.accounts = [{ personId: 'ann' }, { personId: 'ben', isAdmin: true, methods: ['mobilePhone'] }];
    await reader().read(ROSTER, signal);
    await database.query(
      `update roster set registration = 'passkey', looked_at = $1 where person_id = 'ann'`,
      [clock.now()],
    );
    await clock.advance(3_600_000);
    await reader().read(ROSTER, signal);
    const rows = await database.query(
      'select person_id as id, registration, is_admin as admin from roster order by person_id',
    );
    assert.deepEqual(rows, [
      { id: 'ann', registration: 'passkey', admin: false },
      { id: 'ben', registration: 'phone-only', admin: true },
    ]);
    await clock.advance(86_400_000);
    await reader().read(ROSTER, signal);
    const [ann] = await database.query<{ registration: string }>(
      `select registration from roster where person_id = 'ann'`,
    );
    assert.equal(ann?.registration, 'none');
  });
});
