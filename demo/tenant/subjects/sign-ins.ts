import { type Call, holds, key, type Subject } from '../call.ts';
import { answerCollection, answerEntity } from '../collection.ts';
import type { Entity } from '../entity.ts';
import { itemNotFound } from '../errors.ts';
import type { Rules } from '../odata/query.ts';

const SIGN_INS: Rules = {
  type: 'signIn',
  options: ['$filter', '$top', '$orderby'],
  defaultTop: 1000,
  maxTop: 1000,
  caseSensitive: true,
  extraFilters: { id: ['eq'] },
};

const DAYS_KEPT = 30;
const DAY = 86_400_000;

/** Interactive sign-ins, newest first; other kinds are on beta only and must be asked for. */
export const signIns: Subject = {
  'GET /auditLogs/signIns': (call) =>
    answerCollection(
      call,
      readable(call).map((row) => withPolicies(call, row)),
      SIGN_INS,
    ),
  'GET /auditLogs/signIns/{signIn-id}': (call) => {
    const row = kept(call).find((one) => one.id === key(call));
    if (row === undefined) throw itemNotFound(`The sign-in '${key(call)}'`);
    return answerEntity(call, withPolicies(call, row), { ...SIGN_INS, options: [] });
  },
};

function readable(call: Call): readonly Entity[] {
  const asksForKind = call.version === 'beta' && /\bsignInEventTypes\b/.test(call.query.get('$filter') ?? '');
  return asksForKind ? kept(call) : kept(call).filter((row) => row.isInteractive === true);
}

function kept(call: Call): readonly Entity[] {
  const oldest = new Date(call.standing.now().getTime() - DAYS_KEPT * DAY).toISOString();
  return call.company.signIns.filter((row) => String(row.createdDateTime) >= oldest);
}

/** Which policies applied is policy data: without a policy permission the property is left out. */
function withPolicies(call: Call, row: Entity): Entity {
  if (holds(call, 'Policy.Read.All', 'Policy.Read.ConditionalAccess', 'Policy.ReadWrite.ConditionalAccess'))
    return row;
  const { appliedConditionalAccessPolicies: _, ...rest } = row;
  return rest;
}
