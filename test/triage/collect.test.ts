import assert from 'node:assert/strict';
import { MissingLicence, MissingPermission, NotFound, TryAgainLater, Unavailable } from '../../src/errors.ts';
import { createCollector, type Inquiry } from '../../src/triage/collect.ts';
import type { PersonReader, TenantReader } from '../../src/triage/ports.ts';
import { createManualClock, settle } from '../support/clock.ts';
import { ADA, account, fakeReaders, method, signIn } from '../support/evidence.ts';

const NOW = new Date('2026-11-20T09:00:00Z');
const QUESTION = { since: new Date('2026-11-13T09:00:00Z'), until: NOW, application: null };
const REFUSED = new MissingPermission('AuditLog.Read.All', 'the sign-in log');
const never = () => new Promise<never>(() => undefined);

function collecting(over: Partial<PersonReader & TenantReader> = {}, breakGlassIds: readonly string[] = []) {
  const clock = createManualClock(NOW);
  const readers = fakeReaders(over);
  const collector = createCollector({ ...readers, clock, breakGlassIds });
  return {
    ...readers,
    clock,
    collect: (person: Inquiry['person'] = ADA) => collector.collect({ person, question: QUESTION }),
  };
}

describe('collecting evidence', () => {
  it('reads everything about a person and the tenant, as it is now', async () => {
    const { collect } = collecting({ accountOf: async () => account({ synced: true }) });
    const evidence = await collect().whole;
    assert.deepEqual(evidence.asOf, NOW);
    assert.equal(evidence.person.id, ADA.id);
    assert.equal(evidence.synced, true);
    assert.equal(evidence.edition, 'P2');
    assert.equal(evidence.organisation?.displayName, 'Contoso');
    for (const read of [evidence.signIns, evidence.methods, evidence.audits, evidence.risk, evidence.roles]) {
      assert.equal(read.known, true);
    }
  });

  it('needs no more than an id to begin with', async () => {
    const evidence = await collecting().collect({ id: ADA.id }).whole;
    assert.equal(evidence.person.displayName, 'Ada Lovelace');
  });

  it('asks one ordinary question with few requests, and never twice for the same', async () => {
    const { asked, collect } = collecting();
    await collect().whole;
    assert.deepEqual(asked, [...new Set(asked)]);
    const personal = ['accountOf', 'signInsOf', 'methodsWithUseOf', 'auditsAbout', 'riskOf'];
    assert.deepEqual(
      asked.filter((name) => /Of$|About$/.test(name)),
      personal,
    );
  });

  it('asks for this very person before it asks for what is the same for all', async () => {
    const { asked, collect } = collecting();
    await collect().whole;
    assert.ok(asked.indexOf('auditsAbout') < asked.indexOf('recentFailures'));
  });

  it('reads the log as far back as it goes, whatever the question is about', async () => {
    let read: Date | undefined;
    const { collect } = collecting({
      signInsOf: async (_, since) => {
        read = since;
        return [];
      },
    });
    await collect().whole;
    assert.deepEqual(read, new Date('2026-10-21T09:00:00Z'));
  });

  it('shares what is the same for all among everybody who asks within some minutes', async () => {
    const { asked, collect, clock } = collecting();
    await Promise.all(Array.from({ length: 20 }, () => collect().whole));
    await clock.advance(60_000);
    await collect().whole;
    for (const name of ['recentFailures', 'policies', 'changes', 'incidents', 'roleGrants', 'edition']) {
      assert.equal(asked.filter((one) => one === name).length, 1, name);
    }
    assert.equal(asked.filter((one) => one === 'signInsOf').length, 21);
    await clock.advance(3 * 60_000);
    await collect().whole;
    assert.equal(asked.filter((one) => one === 'recentFailures').length, 2);
  });

  for (const [what, breakGlassIds, expected] of [
    ['its id', [ADA.id], true],
    ['its name, whatever its letters', ['ada@contoso.com'], true],
    ['nothing', ['somebody@contoso.com'], false],
  ] as const) {
    it(`knows an emergency account by ${what}: ${expected}`, async () => {
      const { collect } = collecting({}, breakGlassIds);
      assert.equal((await collect().whole).breakGlass, expected);
    });
  }
});

describe('the first useful evidence', () => {
  it('waits for the person, the log and the methods, and for nothing else', async () => {
    const { collect } = collecting({ riskOf: never, recentFailures: never, policies: never });
    const first = await collect().first;
    assert.equal(first.signIns.known && first.methods.known, true);
    assert.deepEqual(first.risk, {
      known: false,
      reason: 'It is still being read.',
      because: 'pending',
    });
  });

  it('does not wait for methods that take much longer than the log', async () => {
    const { collect, clock } = collecting({
      signInsOf: () => clock.sleep(1_000).then(() => [signIn()]),
      methodsWithUseOf: never,
    });
    const { first } = collect();
    await clock.advance(1_249);
    let came = false;
    const read = first.then((evidence) => {
      came = true;
      return evidence;
    });
    await settle();
    assert.equal(came, false);
    await clock.advance(1);
    const evidence = await read;
    assert.equal(evidence.signIns.known, true);
    assert.equal(evidence.methods.known, false);
  });

  it('comes after two seconds with what is known, where the log is slow', async () => {
    const { collect, clock } = collecting({ signInsOf: never });
    let came = false;
    const first = collect().first.then((evidence) => {
      came = true;
      return evidence;
    });
    await clock.advance(1_999);
    assert.equal(came, false);
    await clock.advance(1);
    const evidence = await first;
    assert.equal(evidence.methods.known, true);
    assert.equal(evidence.signIns.known, false);
  });

  it('leaves no alarm behind when the log was quick', async () => {
    const { collect, clock } = collecting();
    await collect().whole;
    await clock.runOut();
    assert.equal(clock.elapsed, 0);
  });
});

describe('evidence that cannot be read', () => {
  const failures = [
    REFUSED,
    new MissingLicence('Microsoft Entra ID P1', 'the sign-in log'),
    new TryAgainLater(30, 'Microsoft Graph'),
    new Unavailable('Microsoft Graph is unwell.', 'Try again.'),
  ];
  for (const error of failures) {
    it(`is named with its reason: ${error.code}`, async () => {
      const fail = () => Promise.reject(error);
      const { collect } = collecting({ signInsOf: fail, riskOf: fail, policies: fail, edition: fail });
      const evidence = await collect().whole;
      for (const read of [evidence.signIns, evidence.risk, evidence.policies]) {
        assert.deepEqual(read, { known: false, reason: error.message });
      }
      assert.equal(evidence.edition, null);
      assert.equal(evidence.methods.known, true);
    });
  }

  it('does not hide a bug', async () => {
    const { collect } = collecting({ auditsAbout: () => Promise.reject(new TypeError('a bug')) });
    await assert.rejects(collect().whole, TypeError);
  });

  it('does not ask for what is refused again for every question, but does for what was only busy', async () => {
    const busy = new TryAgainLater(1, 'Microsoft Graph');
    const { asked, collect } = collecting({
      policies: () => Promise.reject(REFUSED),
      changes: () => Promise.reject(busy),
    });
    await collect().whole;
    await collect().whole;
    assert.equal(asked.filter((name) => name === 'policies').length, 1);
    assert.equal(asked.filter((name) => name === 'changes').length, 2);
  });

  it('says that somebody is not there', async () => {
    const { collect } = collecting({ accountOf: async () => undefined });
    const { first, whole } = collect();
    await assert.rejects(first, NotFound);
    await assert.rejects(whole, NotFound);
  });

  it('keeps who was found before where the account cannot be read again, and else says why', async () => {
    const busy = new TryAgainLater(5, 'Microsoft Graph');
    const readers = { accountOf: () => Promise.reject(busy) };
    assert.deepEqual((await collecting(readers).collect().whole).person, ADA);
    await assert.rejects(collecting(readers).collect({ id: ADA.id }).whole, busy);
  });

  it('fails as a whole only where nothing at all can be read', async () => {
    const down = () => Promise.reject(new Unavailable('Microsoft Graph cannot be reached.', 'Look.'));
    const everything = { accountOf: down, signInsOf: down, methodsWithUseOf: down, auditsAbout: down };
    await assert.rejects(collecting(everything).collect().whole, Unavailable);
    const { auditsAbout: _, ...most } = everything;
    assert.equal((await collecting(most).collect().whole).audits.known, true);
  });

  it('lets nobody wait for ever who takes only one of the two answers', async () => {
    const { collect } = collecting({ accountOf: async () => undefined });
    await assert.rejects(collect().whole, NotFound);
    await settle();
  });
});

describe('what is asked only when it matters', () => {
  it('is the report, where somebody is asked to register in spite of a method', async () => {
    const { asked, collect } = collecting({ signInsOf: async () => [signIn({ code: 50079 })] });
    await collect().whole;
    assert.ok(asked.includes('registrationOf'));
  });

  it('is the report, where the methods or the roles cannot be read', async () => {
    for (const name of ['methodsWithUseOf', 'roleGrants'] as const) {
      const { asked, collect } = collecting({
        [name]: () => Promise.reject(REFUSED),
        rolesOf: () => Promise.reject(REFUSED),
      });
      await collect().whole;
      assert.ok(asked.includes('registrationOf'), name);
    }
  });

  it('is per-user MFA, where the log names it or nobody else asked for the second step', async () => {
    const suspicious = [
      signIn({ requirementProviders: ['user'] }),
      signIn({ code: 50076, requirementProviders: [] }),
    ];
    for (const row of suspicious) {
      const { asked, collect } = collecting({ signInsOf: async () => [row] });
      const evidence = await collect().whole;
      assert.ok(asked.includes('perUserMfaOf'));
      assert.deepEqual(evidence.perUserMfa, { known: true, value: 'disabled' });
    }
  });

  it('is what apps did in silence, where nothing failed that the person saw', async () => {
    const silent = signIn({
      id: 's-2',
      code: 50173,
      interactive: false,
      at: new Date('2026-11-20T08:59:00Z'),
    });
    const { collect } = collecting({
      signInsOf: async () => [signIn({ code: 0 })],
      silentSignInsOf: async () => [silent],
    });
    const { signIns } = await collect().whole;
    assert.deepEqual(signIns.known && signIns.value.map((row) => row.id), ['s-2', 's-1']);
  });

  it('is otherwise no gap in the answer', async () => {
    const { collect } = collecting({ methodsWithUseOf: async () => [method()] });
    const evidence = await collect().whole;
    for (const read of [evidence.registration, evidence.perUserMfa]) {
      assert.equal(!read.known && read.because, 'not-needed');
    }
  });
});

describe('the roles somebody holds', () => {
  const GROUP = 'group-1';
  const grants = async () => [
    { role: 'Security Reader', holderId: ADA.id.toUpperCase(), toGroup: false },
    { role: 'User Administrator', holderId: GROUP, toGroup: true },
    { role: 'Global Administrator', holderId: 'somebody-else', toGroup: false },
  ];

  it('are those given to the person, and to groups that hold them', async () => {
    const { collect } = collecting({ roleGrants: grants, groupsHolding: async () => new Set([GROUP]) });
    const { roles } = await collect().whole;
    assert.deepEqual(roles, { known: true, value: ['Security Reader', 'User Administrator'] });
  });

  it('do not come from groups that hold others', async () => {
    const { collect } = collecting({ roleGrants: grants });
    const { roles } = await collect().whole;
    assert.deepEqual(roles.known && roles.value, ['Security Reader']);
  });

  it('are read from the person where grants may not be read', async () => {
    const { collect } = collecting({
      roleGrants: () => Promise.reject(REFUSED),
      rolesOf: async () => ['Helpdesk Administrator'],
    });
    const { roles } = await collect().whole;
    assert.deepEqual(roles.known && roles.value, ['Helpdesk Administrator']);
  });
});
