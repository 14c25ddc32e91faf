import { key, type Subject } from '../call.ts';
import { answerCollection, answerEntity } from '../collection.ts';
import { itemNotFound } from '../errors.ts';
import type { Rules } from '../odata/query.ts';

const POLICIES: Rules = {
  type: 'conditionalAccessPolicy',
  options: ['$skip', '$top', '$count', '$filter', '$orderby', '$select'],
  filterAnywhere: ['eq', 'ge', 'le'],
  extraOrder: ['displayName', 'createdDateTime', 'modifiedDateTime'],
};
const LOCATIONS: Rules = { ...POLICIES, type: 'namedLocation' };

export const conditionalAccess: Subject = {
  'GET /identity/conditionalAccess/policies': (call) =>
    answerCollection(call, call.company.policies, POLICIES),
  'GET /identity/conditionalAccess/policies/{conditionalAccessPolicy-id}': (call) => {
    const policy = call.company.policies.find((one) => one.id === key(call).toLowerCase());
    if (policy === undefined) throw itemNotFound(`The policy '${key(call)}'`);
    return answerEntity(call, policy, { ...POLICIES, options: ['$select'] });
  },
  'GET /identity/conditionalAccess/namedLocations': (call) =>
    answerCollection(call, call.company.namedLocations, LOCATIONS),
  'GET /identity/conditionalAccess/namedLocations/{namedLocation-id}': (call) => {
    const location = call.company.namedLocations.find((one) => one.id === key(call).toLowerCase());
    if (location === undefined) throw itemNotFound(`The named location '${key(call)}'`);
    return answerEntity(call, location, { ...LOCATIONS, options: ['$select'] });
  },
};
