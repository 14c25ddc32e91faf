import { type Call, key, type Subject } from '../call.ts';
import { answerCollection, answerEntity } from '../collection.ts';
import { itemNotFound } from '../errors.ts';
import type { Rules } from '../odata/query.ts';

/** Microsoft documents filtering here without naming properties: equality, and dates by range. */
const FILTERS = ['eq', 'ge', 'le'];

const RISKY_USERS: Rules = {
  type: 'riskyUser',
  options: ['$filter', '$select', '$top', '$count'],
  filterAnywhere: FILTERS,
  maxTop: 500,
};
const DETECTIONS: Rules = {
  type: 'riskDetection',
  options: ['$filter', '$select', '$top'],
  filterAnywhere: FILTERS,
  defaultTop: 20,
  maxTop: 500,
};
const HISTORY: Rules = {
  type: 'riskyUserHistoryItem',
  options: ['$filter', '$top'],
  filterAnywhere: FILTERS,
};

/** Identity Protection: who is at risk, and what was seen. Needs P2. */
export const risk: Subject = {
  'GET /identityProtection/riskyUsers': (call) =>
    answerCollection(call, call.company.riskyUsers, RISKY_USERS),
  'GET /identityProtection/riskyUsers/{riskyUser-id}': (call) =>
    answerEntity(call, riskyUser(call), { ...RISKY_USERS, options: ['$select'] }),
  'GET /identityProtection/riskyUsers/{riskyUser-id}/history': (call) => {
    const { id } = riskyUser(call);
    return answerCollection(
      call,
      call.company.riskHistory.filter((item) => item.userId === id),
      HISTORY,
    );
  },
  'GET /identityProtection/riskDetections': (call) =>
    answerCollection(call, call.company.riskDetections, DETECTIONS),
  'GET /identityProtection/riskDetections/{riskDetection-id}': (call) => {
    const row = call.company.riskDetections.find((one) => one.id === key(call));
    if (row === undefined) throw itemNotFound(`The detection '${key(call)}'`);
    return answerEntity(call, row, { ...DETECTIONS, options: ['$select'] });
  },
};

function riskyUser(call: Call) {
  const row = call.company.riskyUsers.find((one) => one.id === key(call).toLowerCase());
  if (row === undefined) throw itemNotFound(`The risky user '${key(call)}'`);
  return row;
}
