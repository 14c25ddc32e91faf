import assert from 'node:assert/strict';
import { parseFilter } from '../../../../demo/tenant/odata/filter.ts';
import { matches } from '../../../../demo/tenant/odata/matches.ts';

const ada = {
  displayName: 'Ada Lovelace',
  mail: null,
  enabled: true,
  age: 36,
  at: '2026-11-20T09:00:00.1234567Z',
  status: { errorCode: 50074 },
  methods: ['email', 'mobilePhone'],
  targets: [
    { id: 'a', displayName: 'Ann' },
    { id: 'b', displayName: 'Bob' },
  ],
};

describe('a filter on one row', () => {
  for (const [text, expected] of [
    ["displayName eq 'ada lovelace'", true],
    ["displayName ne 'ada lovelace'", false],
    ["startswith(displayName,'ADA')", true],
    ["endswith(displayName,'LACE')", true],
    ["startswith(mail,'a')", false],
    ['mail eq null', true],
    ['mail ne null', false],
    ['nothing eq null', true],
    ["mail eq ''", false],
    ['enabled eq true', true],
    ['age gt 35', true],
    ['age ge 36', true],
    ['age lt 36', false],
    ['age le 36', true],
    ['mail gt 3', false],
    ["age gt 'text'", false],
    ['at ge 2026-11-20T09:00:00Z', true],
    ['at le 2026-11-20T09:00:00Z', false],
    ['at le 2026-11-20T10:00:01+01:00', true],
    ['status/errorCode eq 50074', true],
    ['nothing/at/all eq 1', false],
    ["displayName in ('x','ADA LOVELACE')", true],
    ["methods/any(m: m eq 'email')", true],
    ["methods/any(m: m eq 'fido2')", false],
    ["displayName/any(m: m eq 'email')", false],
    ["targets/any(t: t/id eq 'a' and t/displayName eq 'Bob')", false],
    ["targets/any(t: t/id eq 'b' and t/displayName eq 'Bob')", true],
    ["targets/any(t: t/id eq 'b' and enabled eq true)", true],
    ["not (age eq 36) or displayName eq 'ada lovelace'", true],
  ] as const) {
    it(`${text} is ${expected}`, () => {
      assert.equal(matches(parseFilter(text), ada, { caseSensitive: false }), expected);
    });
  }

  it('minds the case of letters where the service does', () => {
    const filter = parseFilter("displayName eq 'ada lovelace'");
    assert.equal(matches(filter, ada, { caseSensitive: true }), false);
  });
});
