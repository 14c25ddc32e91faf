import type { Attempt } from '../attempts.ts';
import { type Cause, clamp } from '../cause.ts';
import type { RegisteredMethod } from '../evidence.ts';
import { deniedAs, methodsOf, nameOfPerson } from '../facts.ts';
import { attemptRows, methodRow, present } from '../rows.ts';

const ABOUT_REGION = /(region|country)[^.]*(not|isn.t) (supported|allowed|enabled|opted)|opt(ed)?[- ]in/i;

export const phoneNumberOrRegionInvalid: Cause = {
  id: 'phone-number-or-region-invalid',
  title: 'Number format or country opt-in',
  surest: 'medium',
  near: ['telecom-throttled', 'phone-number-changed'],
  judge(facts) {
    const said = deniedAs(facts, 'bad-number');
    const region = facts.failures.filter(speaksOfRegion);
    const invalid = methodsOf(facts, 'phone').filter(isInvalid);
    const unreached = invalid.length > 0 ? deniedAs(facts, 'unreachable', 'no-code') : [];
    const explains = [said, region, unreached].find(({ length }) => length > 0) ?? [];
    if (explains.length === 0) return null;
    const phones = invalid.length > 0 ? invalid : methodsOf(facts, 'phone');
    return {
      score: clamp(said.length > 0 ? 93 : region.length > 0 ? 80 : 82),
      rows: present(
        ...attemptRows(explains),
        ...phones.map((phone) => methodRow(phone, facts.asOf)),
        ...invalid.map(formatRow),
      ),
      explains,
      summary:
        region.length > 0 && said.length === 0
          ? `No messages or calls are sent to the country of ${nameOfPerson(facts)}’s number. Another method works at once.`
          : `${nameOfPerson(facts)}’s registered number cannot be dialled: it needs a plus sign, the country code, a space and the number.`,
      fixes:
        region.length > 0
          ? ['use-another-method', 'allow-phone-region']
          : ['use-another-method', 'correct-phone-number', 'allow-phone-region'],
      needs: ['steps', 'methods'],
    };
  },
  whyNot(facts) {
    const phones = methodsOf(facts, 'phone').filter(({ storedNumber }) => storedNumber !== null);
    return phones.length > 0 && !phones.some(isInvalid) ? 'The stored number has the right format.' : null;
  },
};

function isInvalid({ storedNumber }: RegisteredMethod): boolean {
  return storedNumber !== null && !/^\+\d{1,3} ?\d/.test(storedNumber.trim());
}

function formatRow(phone: RegisteredMethod) {
  return {
    source: 'method' as const,
    at: phone.addedAt,
    text: 'The number is stored without its country code.',
    id: phone.id,
  };
}

function speaksOfRegion({ rows, steps }: Attempt): boolean {
  return (
    rows.some(({ additionalDetails, failureReason }) =>
      ABOUT_REGION.test(`${additionalDetails} ${failureReason}`),
    ) || steps.some(({ step }) => ABOUT_REGION.test(step.result))
  );
}
