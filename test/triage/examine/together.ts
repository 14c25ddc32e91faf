import { before, HOUR } from '../../../demo/tenant/company/stable.ts';
import { createCompany } from '../../../demo/tenant/company.ts';
import { askAbout, clockFrom, TODAY } from './ask.ts';
import type { Result } from './examine.ts';
import type { Case } from './format.ts';
import type { CaseOnFile } from './load.ts';
import { score } from './score.ts';
import { stageInto } from './stage.ts';

/**
 * Everybody of every case in one company, where nothing else is wrong: two hundred people in trouble at once.
 * Nobody's answer may change because of the others, since nothing has hit them together.
 */
export async function examineTogether(cases: readonly CaseOnFile[]): Promise<readonly Result[]> {
  const clock = clockFrom(new Date(TODAY));
  const now = clock.now();
  const company = createCompany({ now: () => now, troubles: [] });
  const staged = cases
    .filter(({ told }) => isOfOnePerson(told))
    .map((one, index) => {
      const told = renamed(one.told, index);
      return { one: { ...one, told }, staged: stageInto(company, told, now) };
    });
  company.refreshReport(before(now, 7 * HOUR));
  const breakGlassIds = [...company.breakGlassIds, ...staged.flatMap(({ staged: one }) => one.breakGlassIds)];
  const results: Result[] = [];
  for (const { one, staged: of } of staged) {
    const start = performance.now();
    const said = await askAbout({ ...of, breakGlassIds }, { clock, tenant: {} });
    results.push({
      case: one,
      misses: score(one.told, said),
      out: said.out,
      milliseconds: performance.now() - start,
    });
  }
  return results;
}

/** What a case changes about the tenant, it would change for all. */
function isOfOnePerson({ tenant, others, today, company, ask }: Case): boolean {
  const { policies: _, ...changed } = tenant ?? {};
  return (
    Object.keys(changed).length === 0 &&
    others === undefined &&
    today === undefined &&
    company === undefined &&
    ask === undefined
  );
}

const SYLLABLES = [
  'ba',
  'do',
  'fi',
  'gu',
  'ke',
  'lo',
  'mi',
  'nu',
  'pa',
  'ro',
  'se',
  'ti',
  'vu',
  'wa',
  'xe',
  'zo',
];

/** A name that nobody else has, however many there are. */
function renamed(told: Case, index: number): Case {
  const word = (number: number) => {
    const text = [number % 16, Math.floor(number / 16) % 16, (number * 7) % 16]
      .map((which) => SYLLABLES[which])
      .join('');
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  };
  return {
    ...told,
    person: {
      ...told.person,
      name: `${word(index)} ${word(index * 3 + 5)}son`,
      userPrincipalName: undefined,
    },
  };
}
