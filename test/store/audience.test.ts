import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type AudiencePerson, type AudienceQuestion, exclusionOf } from '../../src/campaign/audience.ts';
import { type Exclusion, GOALS } from '../../src/campaign/campaign.ts';
import { createTally } from '../../src/campaign/tally.ts';
import { REGISTRATION_STATES } from '../../src/people/registration.ts';
import { createAudienceReader } from '../../src/store/audience.ts';
import type { Database } from '../../src/store/db.ts';
import { migrate } from '../../src/store/migrate.ts';
import { eachDatabase } from '../support/database.ts';

const GROUPS = ['g1', 'g2', 'g3'];
const DEPARTMENTS = ['Sales', ' SALES ', 'Labs', ''];
const COUNTRIES = ['DE', 'US', 'JP'];

const people: fc.Arbitrary<readonly Omit<AudiencePerson, 'personId' | 'userPrincipalName'>[]> = fc.array(
  fc.record({
    mail: fc.constantFrom(null, 'Shared@example.com', 'other@example.com'),
    kind: fc.constantFrom('member' as const, 'guest' as const),
    enabled: fc.boolean(),
    department: fc.constantFrom(null, ...DEPARTMENTS),
    country: fc.constantFrom(null, ...COUNTRIES),
    registration: fc.constantFrom(null, ...REGISTRATION_STATES),
    groupIds: fc.subarray(GROUPS).map((ids) => new Set(ids)),
  }),
  { minLength: 1, maxLength: 25 },
);
const NAMES = ['p1', 'p2@example.com', 'shared@example.com', 'nobody@example.com'];
const few = <Value>(values: readonly Value[]) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<Value[]>([]) },
    { weight: 1, arbitrary: fc.subarray([...values]) },
  );
const questions: fc.Arbitrary<AudienceQuestion> = fc.record({
  goal: fc.constantFrom(...GOALS),
  rules: fc.record({
    groupIds: few(GROUPS),
    departments: few(['sales', ' Labs']),
    countries: few(COUNTRIES),
    addresses: few(NAMES),
    guests: fc.boolean(),
    excludedGroupIds: few(GROUPS),
    excludedAddresses: few(NAMES),
  }),
  always: fc.record({ breakGlass: few(NAMES), groupId: fc.constantFrom(null, ...GROUPS) }),
});

eachDatabase('the audience', (open) => {
  let database: Database;
  beforeEach(async () => {
    ({ database } = await open());
    await migrate(database);
  });

  const fill = async (all: readonly AudiencePerson[]) => {
    await database.query('delete from roster; delete from group_members');
    for (const person of all) {
      await database.query(
        `insert into roster (person_id, user_principal_name, display_name, mail, kind, enabled, department, country,
           registration, time_zone, reading) values ($1, $2, $1, $3, $4, $5, $6, $7, $8, 'UTC', 1)`,
        [
          person.personId,
          person.userPrincipalName,
          person.mail,
          person.kind,
          person.enabled,
          person.department,
          person.country,
          person.registration,
        ],
      );
      for (const groupId of person.groupIds) {
        await database.query(`insert into group_members (group_id, person_id, reading) values ($1, $2, 1)`, [
          groupId,
          person.personId,
        ]);
      }
    }
  };

  it('is the same to the database as to the rules, whoever is asked about', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(people, questions, async (found, question) => {
        const all = found.map((person, index) => ({
          ...person,
          personId: `p${index}`,
          userPrincipalName: `P${index}@example.com`,
        }));
        await fill(all);
        const expected = new Map<Exclusion | null, number>();
        for (const person of all) {
          const reason = exclusionOf(person, question);
          expected.set(reason, (expected.get(reason) ?? 0) + 1);
        }
        const tally = createTally();
        for await (const rows of createAudienceReader(database).tally(question)) tally.add(rows);
        const { recipients, excluded, departments, zones } = tally.total();
        const counted = new Map<Exclusion | null, number>(
          excluded.map(({ reason, count }) => [reason, count]),
        );
        if (recipients > 0) counted.set(null, recipients);
        assert.deepEqual([...counted].toSorted(), [...expected].toSorted());
        for (const counts of [departments, zones]) {
          assert.equal(
            counts.reduce((sum, { count }) => sum + count, 0),
            recipients,
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('knows which addresses are somebody’s, by name or by mail', async () => {
    const person = {
      kind: 'member',
      enabled: true,
      department: null,
      country: null,
      registration: null,
    } as const;
    await fill([
      {
        ...person,
        personId: 'a',
        userPrincipalName: 'A@example.com',
        mail: 'Ann@Example.com',
        groupIds: new Set(),
      },
    ]);
    const known = await createAudienceReader(database).known([
      'a@example.com',
      'ann@example.com',
      'b@example.com',
    ]);
    assert.deepEqual([...known].toSorted(), ['a@example.com', 'ann@example.com']);
  });
});
