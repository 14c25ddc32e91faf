import assert from 'node:assert/strict';
import { rankPeople, searchFilter } from '../../src/graph/search.ts';
import type { Person } from '../../src/people/people.ts';

function person(displayName: string, more: Partial<Person> = {}): Person {
  return {
    id: displayName,
    userPrincipalName: `${displayName.replace(' ', '.').toLowerCase()}@contoso.com`,
    displayName,
    givenName: null,
    mail: null,
    kind: 'member',
    enabled: true,
    department: null,
    jobTitle: null,
    usageLocation: null,
    preferredLanguage: null,
    ...more,
  };
}

describe('the filter for a search', () => {
  it('takes the beginning of any name', () => {
    assert.equal(
      searchFilter('ada'),
      "startswith(displayName,'ada') or startswith(givenName,'ada') or startswith(surname,'ada') or startswith(mail,'ada') or startswith(userPrincipalName,'ada')",
    );
  });

  it('takes a first and a last name either way round', () => {
    const filter = searchFilter('ada king lovelace');
    assert.ok(filter.startsWith("startswith(displayName,'ada king lovelace') or "));
    assert.ok(filter.includes("(startswith(givenName,'ada') and startswith(surname,'king lovelace'))"));
    assert.ok(filter.includes("(startswith(givenName,'king lovelace') and startswith(surname,'ada'))"));
  });

  it('doubles a quote, so that a name cannot end the text', () => {
    const filter = searchFilter("x') or (1 eq 1");
    assert.equal(filter.replaceAll("''", '').split("'").length % 2, 1);
    assert.ok(filter.startsWith("startswith(displayName,'x'') or (1 eq 1')"));
  });
});

describe('the order of what was found', () => {
  const names = (people: readonly Person[]) => people.map((one) => one.id);

  it('has an exact name first, whatever its case', () => {
    const people = [person('Ann Leeds'), person('Ann Lee'), person('Anna Lee')];
    assert.deepEqual(names(rankPeople(people, 'ann LEE')), ['Ann Lee', 'Ann Leeds', 'Anna Lee']);
  });

  it('takes an exact mail or user principal name as exact', () => {
    const people = [person('A'), person('B', { mail: 'Lee@contoso.com' })];
    assert.deepEqual(names(rankPeople(people, 'lee@contoso.com')), ['B', 'A']);
  });

  it('has names that begin so, then colleagues before guests, and accounts in use before disabled ones', () => {
    const people = [
      person('Lee Guest', { kind: 'guest' }),
      person('Lee Gone', { enabled: false }),
      person('Lee Zed'),
      person('Ann Lee'),
      person('Lee Abel'),
    ];
    assert.deepEqual(names(rankPeople(people, 'lee')), [
      'Lee Abel',
      'Lee Zed',
      'Lee Gone',
      'Lee Guest',
      'Ann Lee',
    ]);
  });
});
