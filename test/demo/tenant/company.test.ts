import assert from 'node:assert/strict';
import { authenticator } from '../../../demo/tenant/company/methods.ts';
import { type Company, createCompany } from '../../../demo/tenant/company.ts';

const NOW = new Date('2026-11-20T09:00:00Z');
const build = (seed?: number) => createCompany({ now: () => NOW, ...(seed === undefined ? {} : { seed }) });

describe('the company', () => {
  let company: Company;

  before(() => {
    company = build();
  });

  const ofKind = (kind: string) => company.users.filter((user) => user.kind === kind);

  it('is the same in every run, and another with another seed', () => {
    const names = (one: Company) => one.users.map(({ displayName }) => displayName);
    assert.deepEqual(build().accounts, company.accounts);
    assert.notDeepEqual(names(build(7)), names(company));
    assert.equal(build(7).named.user.id, company.named.user.id);
  });

  it('has about 250 accounts of every kind', () => {
    assert.ok(company.users.length >= 200 && company.users.length <= 300, String(company.users.length));
    const counts = ['break-glass', 'service', 'shared-mailbox', 'room', 'guest'].map(
      (kind) => ofKind(kind).length,
    );
    assert.deepEqual(counts, [2, 6, 5, 6, 12]);
    assert.equal(company.breakGlassIds.length, 2);
  });

  it('never gives two accounts the same id or name', () => {
    for (const property of ['id', 'userPrincipalName'] as const) {
      assert.equal(
        new Set(company.users.map((user) => user[property].toLowerCase())).size,
        company.users.length,
      );
    }
  });

  it('is half-way through its rollout: some with nothing, some with text messages, some with passkeys', () => {
    const people = company.report.filter((row) => company.find(String(row.id))?.kind === 'staff');
    const methods = (row: (typeof people)[number]) => row.methodsRegistered as readonly string[];
    const none = people.filter((row) => row.isMfaRegistered === false).length;
    const phones = people.filter(
      (row) => methods(row).length > 0 && methods(row).every((name) => name.endsWith('Phone')),
    );
    const keys = people.filter((row) => row.isPasswordlessCapable === true);
    assert.ok(none >= 50 && none <= 75, `${none} with nothing`);
    assert.ok(phones.length >= 28 && phones.length <= 45, `${phones.length} with text messages`);
    assert.ok(keys.length >= 15, `${keys.length} with passkeys`);
  });

  it('works in ten countries, each with its language', () => {
    const pairs = [...company.accounts.values()]
      .filter(({ kind }) => kind === 'staff')
      .map(({ user }) => `${user.usageLocation} ${user.preferredLanguage}`);
    for (const pair of [
      'DE de-DE',
      'FR fr-FR',
      'ES es-ES',
      'PT pt-PT',
      'BR pt-BR',
      'JP ja-JP',
      'AE ar-AE',
      'SA ar-SA',
      'US en-US',
      'GB en-GB',
    ]) {
      assert.ok(pairs.includes(pair), pair);
    }
    assert.equal(new Set(pairs).size, 10);
  });

  it('gives its demo people what their story needs', () => {
    const steps = (id: string) =>
      company.account(id).methods.filter((one) => !String(one['@odata.type']).includes('password'));
    assert.deepEqual(steps(company.named.user.id), []);
    assert.deepEqual(steps(company.named.unregisteredAdmin.id), []);
    assert.ok(steps(company.named.helpdesk.id).length > 0);
    const alices = company.users.filter(({ displayName }) => displayName.startsWith('Ali'));
    assert.ok(alices.length >= 4);
  });

  it('nests its groups, and finds who is in them through the nesting', () => {
    const { admin, adminSecond, helpdeskSecond, user } = company.named;
    const holding = (id: string) => company.groupsHolding(id).map((group) => group.id);
    assert.ok(holding(admin.id).includes(company.groups.admins.id));
    assert.equal(
      company.membersOf(company.groups.admins.id).some(({ id }) => id === admin.id),
      false,
    );
    const everyone = company.everyoneIn(company.groups.admins.id).map(({ id }) => id);
    assert.ok(everyone.includes(admin.id) && everyone.includes(adminSecond.id));
    assert.ok(holding(helpdeskSecond.id).includes(company.groups.helpdesk.id));
    assert.deepEqual(
      holding(user.id).filter((id) => id === company.groups.admins.id),
      [],
    );
  });

  it('survives groups that hold each other', () => {
    const round = build();
    const one = round.groupList.get(round.groups.admins.id);
    const other = round.groupList.get(round.groups.identityTeam.id);
    assert.ok(one && other);
    other.members.add(one.id);
    assert.ok(round.everyoneIn(one.id).length > 0);
    assert.ok(round.groupsHolding(round.named.admin.id).length > 0);
  });

  it('reports who is an administrator, emergency accounts included', () => {
    const admin = (id: string) => company.report.find((row) => row.id === id)?.isAdmin;
    assert.equal(admin(company.named.unregisteredAdmin.id), true);
    assert.equal(admin(company.named.emergency.id), true);
    assert.equal(admin(company.named.user.id), false);
  });

  it('lets its report lag behind what people register', () => {
    const { user } = company.named;
    const registered = () => company.report.find((row) => row.id === user.id)?.isMfaRegistered;
    const phone = authenticator({ of: 'test', model: 'Pixel 8', version: '6.8', addedAt: NOW });
    company.registerMethod(user.id, phone);
    assert.equal(registered(), false);
    company.refreshReport();
    assert.equal(registered(), true);
    company.removeMethod(user.id, String(phone.id));
    company.refreshReport();
    assert.equal(registered(), false);
  });
});
