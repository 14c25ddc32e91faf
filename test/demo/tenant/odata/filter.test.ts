import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Filter, FilterSyntaxError, parseFilter } from '../../../../demo/tenant/odata/filter.ts';

/** The tree in brackets: enough to see what binds to what. */
function shown(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${shown(filter.left)} ${filter.kind} ${shown(filter.right)})`;
    case 'not':
      return `not ${shown(filter.inner)}`;
    case 'compare':
      return `${filter.path.join('/')} ${filter.operator} ${filter.value.type}:${filter.value.value}`;
    case 'in':
      return `${filter.path.join('/')} in ${filter.values.map(({ value }) => value).join('|')}`;
    case 'any':
      return `any ${filter.path.join('/')} as ${filter.variable} ${shown(filter.inner)}`;
    default:
      return `${filter.kind}(${filter.path.join('/')},${filter.value.value})`;
  }
}

describe('the filter parser', () => {
  for (const [text, tree] of [
    ["userId eq 'a'", 'userId eq string:a'],
    ["displayName eq 'O''Leary'", "displayName eq string:O'Leary"],
    ["displayName eq ''", 'displayName eq string:'],
    ['accountEnabled ne false', 'accountEnabled ne boolean:false'],
    ['status/errorCode eq 500121', 'status/errorCode eq number:500121'],
    ['x eq -3.5', 'x eq number:-3.5'],
    ['mail eq null', 'mail eq null:null'],
    ['createdDateTime ge 2026-11-20T09:00:00Z', 'createdDateTime ge date:2026-11-20T09:00:00Z'],
    [
      'createdDateTime le 2026-11-20T09:00:00.1234567Z',
      'createdDateTime le date:2026-11-20T09:00:00.1234567Z',
    ],
    ['skuId eq 84A661C4-e949-4bd2-a560-ed7766fcaf2b', 'skuId eq guid:84a661c4-e949-4bd2-a560-ed7766fcaf2b'],
    ["riskLevel eq microsoft.graph.riskLevel'high'", 'riskLevel eq enum:high'],
    ["a eq '1' or b eq '2' and c eq '3'", '(a eq string:1 or (b eq string:2 and c eq string:3))'],
    ["(a eq '1' or b eq '2') and c eq '3'", '((a eq string:1 or b eq string:2) and c eq string:3)'],
    ["not (a eq '1')", 'not a eq string:1'],
    ["not startswith(a,'1') and b eq '2'", '(not startswith(a,1) and b eq string:2)'],
    ["startsWith(displayName, 'Ali')", 'startswith(displayName,Ali)'],
    ["startswith(displayName,'Ali') eq true", 'startswith(displayName,Ali)'],
    ["endswith(mail,'.example')", 'endswith(mail,.example)'],
    ["id in ('a','b')", 'id in a|b'],
    ["methodsRegistered/any(m: m eq 'email')", 'any methodsRegistered as m m eq string:email'],
    [
      "targetResources/any(t:t/id eq 'a' and t/displayName eq 'b')",
      'any targetResources as t (t/id eq string:a and t/displayName eq string:b)',
    ],
  ] as const) {
    it(`reads ${text}`, () => {
      assert.equal(shown(parseFilter(text)), tree);
    });
  }

  for (const text of [
    '',
    'displayName',
    'displayName eq',
    'displayName eq Ali',
    "displayName = 'Ali'",
    "displayName like 'Ali'",
    "contains(displayName,'Ali')",
    "tolower(displayName) eq 'ali'",
    "displayName eq 'Ali",
    "displayName eq 'Ali' and",
    "(displayName eq 'Ali'",
    "displayName eq 'Ali')",
    "displayName eq 'Ali' displayName eq 'Bo'",
    "id in 'a'",
    'id in ()',
    "m/any(m eq 'x')",
    "startswith(displayName 'Ali')",
    '$filter eq 1',
  ]) {
    it(`refuses ${text || 'nothing at all'}`, () => {
      assert.throws(() => parseFilter(text), FilterSyntaxError);
    });
  }

  it('refuses any other text in the same way and never hangs', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60, unit: 'grapheme' }), (text) => {
        try {
          parseFilter(text);
        } catch (error) {
          assert.ok(error instanceof FilterSyntaxError, String(error));
        }
      }),
    );
  });

  it('reads back whatever text is quoted as OData quotes it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const filter = parseFilter(`a eq '${text.replaceAll("'", "''")}'`);
        assert.deepEqual(filter, {
          kind: 'compare',
          operator: 'eq',
          path: ['a'],
          value: { type: 'string', value: text },
        });
      }),
    );
  });
});
