import { type Call, key, type Subject } from '../call.ts';
import { answerCollection, answerEntity } from '../collection.ts';
import { itemNotFound } from '../errors.ts';
import type { Rules } from '../odata/query.ts';

const AUDITS: Rules = {
  type: 'directoryAudit',
  options: ['$filter', '$top', '$orderby'],
  defaultTop: 1000,
  maxTop: 1000,
  caseSensitive: true,
  extraFilters: {
    'initiatedBy/user/id': ['eq'],
    'initiatedBy/user/displayName': ['eq'],
    'initiatedBy/user/userPrincipalName': ['eq', 'startswith'],
  },
};

/** Without a premium licence the audit log goes back seven days, with one thirty. */
const daysKept = (call: Call) => (call.standing.licences.size === 0 ? 7 : 30);

export const directoryAudits: Subject = {
  'GET /auditLogs/directoryAudits': (call) => answerCollection(call, kept(call), AUDITS),
  'GET /auditLogs/directoryAudits/{directoryAudit-id}': (call) => {
    const row = kept(call).find((one) => one.id === key(call));
    if (row === undefined) throw itemNotFound(`The audit '${key(call)}'`);
    return answerEntity(call, row, { ...AUDITS, options: [] });
  },
};

function kept(call: Call) {
  const oldest = new Date(call.standing.now().getTime() - daysKept(call) * 86_400_000).toISOString();
  return call.company.audits.filter((row) => String(row.activityDateTime) >= oldest);
}
