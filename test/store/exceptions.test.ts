import assert from 'node:assert/strict';
import { type Exception, MUSTER, type Sign } from '../../src/rollout/exceptions.ts';
import type { Database } from '../../src/store/db.ts';
import {
  claimDue,
  closeException,
  closeOfAccounts,
  proposeByCases,
  proposeBySigns,
  reopenException,
  saveDecision,
} from '../../src/store/exception-changes.ts';
import {
  countExceptions,
  exceptionById,
  exceptionChanges,
  exceptionReading,
  exceptionsAfter,
  exceptionsByIds,
  exceptionsPage,
  noteReading,
  openBySign,
  settledAccounts,
} from '../../src/store/exceptions.ts';
import { migrate } from '../../src/store/migrate.ts';
import { eachDatabase } from '../support/database.ts';

const NOW = new Date('2026-11-20T09:00:00Z');
const TODAY = '2026-11-20';
const CHANGE = { by: MUSTER, at: NOW };
const ADMIN = { by: 'Omar', byName: 'Omar Haddad', at: NOW };
const CLOSING = { ...ADMIN, why: 'usual-way' };
const id = (number: number) => `ec000000-0000-4000-8000-00000000000${number}`;
const found = (number: number, sign: Sign = 'mailbox') => ({
  id: id(number),
  personId: `p${number}`,
  name: `account-${number}@contoso.example`,
  sign,
});
const decision = (expiresOn: string, ownerId = 'Rosa') => ({
  decision: 'convert' as const,
  ownerId,
  ownerName: 'Rosa Lind',
  expiresOn,
  note: 'Old mailbox',
  ...ADMIN,
});
const ids = (exceptions: readonly Exception[]) => exceptions.map((one) => Number(one.id.at(-1)));

eachDatabase('the register of exceptions', (open) => {
  let database: Database;
  let again: () => Promise<Database>;
  beforeEach(async () => {
    ({ database, again } = await open());
    await migrate(database);
  });
  const page = () => exceptionsPage(database, TODAY, { from: 0, atMost: 10 });

  it('has each account once, whoever finds it and how often', async () => {
    const both = await Promise.all([
      proposeBySigns(database, [found(1), found(2)], CHANGE),
      proposeBySigns(await again(), [{ ...found(3), personId: 'p1' }, found(4)], CHANGE),
    ]);
    assert.equal(both[0] + both[1], 3);
    assert.equal(await proposeBySigns(database, [found(5), { ...found(6), personId: 'p2' }], CHANGE), 1);
    const people = (await page()).map(({ personId }) => personId).toSorted();
    assert.deepEqual(people, ['p1', 'p2', 'p4', 'p5']);
  });

  it('keeps out what was taken out by hand, and brings back what was gone', async () => {
    await proposeBySigns(database, [found(1), found(2)], CHANGE);
    assert.equal(await closeException(database, id(1), 1, CLOSING), true);
    assert.equal(await closeOfAccounts(database, ['p2'], { ...CHANGE, byName: null, why: 'gone' }), 1);
    const later = [
      { ...found(3), personId: 'p1' },
      { ...found(4), personId: 'p2' },
    ];
    assert.equal(await proposeBySigns(database, later, CHANGE), 1);
    assert.deepEqual(ids(await page()), [4]);
  });

  it('saves the decision of whoever is first, and leaves an entry of every change', async () => {
    await proposeBySigns(database, [found(1)], CHANGE);
    const saved = await Promise.all([
      saveDecision(database, id(1), 1, decision('2027-01-31')),
      saveDecision(await again(), id(1), 1, decision('2027-03-31', 'sam')),
    ]);
    assert.deepEqual(saved.toSorted(), [false, true]);
    const one = await exceptionById(database, id(1));
    assert.equal(one?.version, 2);
    assert.match(one?.decided?.expiresOn ?? '', /^2027-0[13]-31$/);
    assert.equal(await closeException(database, id(1), 1, CLOSING), false);
    assert.equal(await closeException(database, id(1), 2, CLOSING), true);
    assert.equal(await saveDecision(database, id(1), 3, decision('2027-01-31')), false);
    assert.equal(await reopenException(database, id(1), 3, ADMIN), true);
    const changes = await exceptionChanges(database, id(1), 10);
    assert.deepEqual(
      changes.map(({ what, byName }) => [what, byName]),
      [
        ['opened', 'Omar Haddad'],
        ['closed', 'Omar Haddad'],
        ['decided', 'Omar Haddad'],
        ['proposed', null],
      ],
    );
    assert.equal((await exceptionById(database, id(1)))?.decided, null);
  });

  it('opens nothing again that stands in it anew', async () => {
    await proposeBySigns(database, [found(1)], CHANGE);
    await closeOfAccounts(database, ['p1'], { ...CHANGE, byName: null, why: 'gone' });
    await proposeBySigns(database, [{ ...found(2), personId: 'p1' }], CHANGE);
    assert.equal(await reopenException(database, id(1), 2, ADMIN), false);
  });

  it('shows the worst first, counts all, and settles only what is decided and holds', async () => {
    await proposeBySigns(
      database,
      [1, 2, 3, 4, 5].map((number) => found(number)),
      CHANGE,
    );
    await saveDecision(database, id(1), 1, decision('2027-02-01'));
    await saveDecision(database, id(3), 1, decision('2026-12-04'));
    await saveDecision(database, id(4), 1, decision('2026-11-19'));
    await closeException(database, id(5), 1, CLOSING);
    assert.deepEqual(ids(await page()), [4, 3, 2, 1]);
    assert.deepEqual(ids(await exceptionsPage(database, TODAY, { from: 1, atMost: 2 })), [3, 2]);
    const counts = await countExceptions(database, TODAY);
    assert.deepEqual(counts.map(({ state, count }) => `${state} ${count}`).toSorted(), [
      'closed 1',
      'decided 1',
      'expired 1',
      'expiring 1',
      'proposed 1',
    ]);
    const settled = await settledAccounts(database, TODAY, MUSTER);
    assert.deepEqual([...settled].toSorted(), ['p1', 'p3', 'p5']);
    const first = await exceptionsAfter(database, null, 3);
    const rest = await exceptionsAfter(database, first.at(-1) ?? null, 3);
    assert.deepEqual(ids([...first, ...rest]), [1, 2, 3, 4, 5]);
    assert.deepEqual((await openBySign(database)).toSorted(), ['p1', 'p2', 'p3', 'p4']);
  });

  it('brings up what ends once at each stage, and anew after a new decision', async () => {
    await proposeBySigns(database, [found(1), found(2)], CHANGE);
    await saveDecision(database, id(1), 1, decision('2026-12-04'));
    await saveDecision(database, id(2), 1, decision('2027-02-01'));
    const due = (day: string) => claimDue(database, 'expiring', day).then(ids);
    const both = await Promise.all([due(TODAY), claimDue(await again(), 'expiring', TODAY).then(ids)]);
    assert.deepEqual(both.flat(), [1]);
    assert.deepEqual(await due('2026-12-01'), []);
    assert.deepEqual(await claimDue(database, 'expired', '2026-12-04'), []);
    assert.deepEqual(ids(await claimDue(database, 'expired', '2026-12-05')), [1]);
    assert.equal(await saveDecision(database, id(1), 2, decision('2026-12-20')), true);
    assert.deepEqual(await due('2026-12-10'), [1]);
    assert.deepEqual(ids(await exceptionsByIds(database, [id(2), id(1)])), [1, 2]);
  });

  it('takes up whoever has no smartphone, again after it was closed, and no emergency account', async () => {
    const opened = async (number: number, person: string, kind: string, at: Date) => {
      await database.query(
        `insert into recipients (campaign_id, person_id, user_principal_name, display_name, language, time_zone,
           is_admin, changed_at) values ($1, $2, $3, $2, 'en', 'UTC', false, $4) on conflict do nothing`,
        [id(1), person, `${person}@contoso.example`, at],
      );
      await database.query(
        `insert into campaign_cases (case_id, campaign_id, person_id, kind, opened_at, closed_at)
         values ($1, $2, $3, $4, $5, $5)`,
        [id(number), id(1), person, kind, at],
      );
    };
    await opened(1, 'jonas', 'no-phone', NOW);
    await opened(2, 'mara', 'help', NOW);
    await opened(3, 'emergency', 'no-phone', NOW);
    const never = ['emergency@contoso.example'];
    assert.equal(await proposeByCases(database, never, CHANGE), 1);
    assert.equal(await proposeByCases(database, never, CHANGE), 0);
    const [jonas] = await page();
    assert.deepEqual([jonas?.personId, jonas?.sign], ['jonas', 'no-phone']);
    assert.deepEqual(await openBySign(database), []);
    await closeException(database, jonas?.id ?? '', 1, { ...CLOSING, at: new Date(NOW.getTime() + 1_000) });
    assert.equal(await proposeByCases(database, never, CHANGE), 0);
    await opened(4, 'jonas', 'no-phone', new Date(NOW.getTime() + 2_000));
    assert.equal(await proposeByCases(database, never, CHANGE), 1);
  });

  it('remembers the last look alone', async () => {
    assert.equal(await exceptionReading(database), null);
    await noteReading(database, { lookedAt: NOW, partly: true, failed: false });
    await noteReading(database, { lookedAt: NOW, partly: false, failed: true });
    assert.deepEqual(await exceptionReading(database), { lookedAt: NOW, partly: false, failed: true });
  });
});
