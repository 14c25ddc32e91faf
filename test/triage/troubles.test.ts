import assert from 'node:assert/strict';
import { createCompany } from '../../demo/tenant/company.ts';
import { TROUBLES } from '../../demo/tenant/troubles/stage.ts';
import { CAUSE_IDS } from '../../src/triage/catalogue.ts';
import { askAbout, clockFrom } from './examine/ask.ts';
import { readAnswer } from './examine/contract.ts';
import type { CaseTenant } from './examine/format.ts';

/** What a trouble needs besides its people. */
const ELSEWHERE: Readonly<Record<string, { readonly today?: string; readonly tenant?: CaseTenant }>> = {
  'telecom-method-retired': { today: '2027-02-03T14:30:00Z' },
  'licence-missing': { tenant: { licences: [] } },
};

async function causeOf(cause: string, troubles: readonly string[] | undefined) {
  const { today = '2026-11-20T14:30:00Z', tenant = {} } = ELSEWHERE[cause] ?? {};
  const clock = clockFrom(new Date(today));
  const company = createCompany({ now: clock.now, ...(troubles === undefined ? {} : { troubles }) });
  const [person, ...others] = company.troubles.get(cause) ?? [];
  assert.ok(person);
  const said = await askAbout(
    { company, person, others, breakGlassIds: company.breakGlassIds },
    { clock, tenant },
  );
  const read = readAnswer(said.out);
  assert.ok(read.ok, said.out);
  return read.value.cause;
}

describe('people in trouble in the simulated company', () => {
  it('stand for every cause', () => {
    assert.deepEqual(TROUBLES.map(({ cause }) => cause).sort(), [...CAUSE_IDS].sort());
  });

  for (const { cause, alone } of TROUBLES) {
    it(`are found out when they are the only ones: ${cause}`, async () => {
      assert.equal(await causeOf(cause, [cause]), cause);
    });

    if (alone !== undefined) continue;
    it(`are found out among everybody else’s troubles: ${cause}`, async () => {
      assert.equal(await causeOf(cause, undefined), cause);
    });
  }
});
