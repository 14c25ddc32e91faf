import { additionalDetails, FAILURE_REASONS } from '../../../demo/tenant/company/log-words.ts';
import { POLICY } from '../../../demo/tenant/company/policies.ts';
import type { AppliedPolicy, SignInDraft } from '../../../demo/tenant/company/sign-in.ts';
import { stableId } from '../../../demo/tenant/company/stable.ts';
import type { Entity } from '../../../demo/tenant/entity.ts';
import { HELD, NOT_REACHED, PASSED } from '../../../demo/tenant/troubles/attempts.ts';
import type { Case, CaseSignIn } from './format.ts';
import { steps } from './steps.ts';
import { age, app, device, place, policyNamed } from './words.ts';

/** How long the page with the prompt was open before the row that ends the attempt was written. */
const BETWEEN_ROWS_MS = 20_000;

/** Failures before any policy is asked: the first factor, the account itself. */
const BEFORE_POLICIES = new Set([
  16003, 50014, 50020, 50034, 50053, 50055, 50056, 50057, 50064, 50126, 50144, 130004, 130005, 130007, 130008,
  135010, 135011, 17003, 500571, 700003, 80001, 80002, 80003, 80005, 80007, 80010, 80012, 80013, 80014,
]);
/** A policy asks for something that has not been given. */
const ASKED = new Set([50072, 50074, 50076, 50078, 50079, 50097, 50125, 50158, 500121, 500881, 50088]);

/** The rows of the log that one line of a case stands for: one for each age, each with its interrupts before it. */
export function rows(one: CaseSignIn, told: Case): readonly SignInDraft[] {
  return [one.ago].flat().flatMap((ago) => {
    const attempt = one.attempt ?? `${ago} ${one.code} ${one.app ?? ''} ${one.place ?? ''}`;
    const last = draft(one, { told, ago: age(ago), attempt });
    const interrupts = one.after ?? usualInterrupts(one);
    return [
      ...interrupts.map((code, index): SignInDraft => {
        const { requiredBy: _, reason: __, risk: ___, ...rest } = last;
        return {
          ...rest,
          ago: last.ago + BETWEEN_ROWS_MS * (interrupts.length - index),
          code,
          steps: steps(undefined),
          policies: policiesOf({ ...one, code, policies: undefined }, told),
          more: { ...fromHome(told) },
        };
      }),
      last,
    ];
  });
}

/** Entra writes a row when it asks for the second step, and another when that ended. */
function usualInterrupts({ code, steps: written }: CaseSignIn): readonly number[] {
  if (code === 500121) return [50074];
  const second = /^(push|text|call|desk call|code|provider)\b/;
  return code === 0 && written?.some((one) => typeof one === 'string' && second.test(one)) ? [50074] : [];
}

function draft(
  one: CaseSignIn,
  { told, ago, attempt }: { readonly told: Case; readonly ago: number; readonly attempt: string },
): SignInDraft {
  const [level = 'none', state = 'none', events = ''] = one.risk?.split(' ') ?? [];
  return {
    ago,
    code: one.code,
    attempt,
    steps: steps(one.steps),
    policies: policiesOf(one, told),
    more: { ...fromHome(told), ...statusOf(one), ...one.more },
    ...(one.app === undefined ? {} : { app: app(one.app) }),
    ...(one.place === undefined ? {} : { place: place(one.place, told.person?.city ?? 'Hamburg') }),
    ...(one.device === undefined ? {} : { device: device(one.device) }),
    ...(one.client === undefined ? {} : { client: one.client }),
    ...(one.requiredBy === undefined ? {} : { requiredBy: one.requiredBy }),
    ...(one.reason === undefined ? {} : { reason: one.reason }),
    ...(one.silent === undefined ? {} : { silent: one.silent }),
    ...(one.risk === undefined ? {} : { risk: { level, state, events: events.split(',').filter(Boolean) } }),
  };
}

/** What the policies said of it, unless the case says so itself: then these and no others applied. */
function policiesOf({ code, policies }: CaseSignIn, told: Case): readonly AppliedPolicy[] {
  const own = told.tenant?.policies ?? [];
  if (policies !== undefined) {
    return Object.entries(policies).map(([name, result]) => ({ ...policyNamed(name, own), result }));
  }
  if (told.person?.kind === 'guest') {
    return [{ name: POLICY.guests, result: ASKED.has(code) ? 'failure' : 'notApplied' }];
  }
  if (told.person?.outsidePilot === true || told.tenant?.noPolicies === true) return [];
  if (BEFORE_POLICIES.has(code)) return NOT_REACHED;
  return ASKED.has(code) ? HELD : PASSED;
}

function statusOf({ code, reason, details, steps: written }: CaseSignIn): Entity {
  if (details === undefined) return {};
  const told = details ?? additionalDetails(code, steps(written).at(-1)?.result ?? null);
  return {
    status: {
      errorCode: code,
      failureReason: reason ?? FAILURE_REASONS[code] ?? 'Other.',
      additionalDetails: told,
    },
  };
}

export const PARTNER = stableId('tenant', 'a partner');

/** The log calls guests by their address at home. */
function fromHome({ person }: Case): Entity {
  if (person?.kind !== 'guest') return {};
  return {
    homeTenantId: PARTNER,
    homeTenantName: 'Nordseil Ropes',
    crossTenantAccessType: 'b2bCollaboration',
  };
}
