import { key, type Subject } from '../call.ts';
import { answerCollection, answerEntity } from '../collection.ts';
import type { Entity } from '../entity.ts';
import { itemNotFound } from '../errors.ts';
import type { Rules } from '../odata/query.ts';

const STRENGTHS: Rules = {
  type: 'authenticationStrengthPolicy',
  options: ['$filter', '$select', '$top'],
  filterAnywhere: [],
  extraFilters: { policyType: ['eq'] },
};

/** Policies about signing in that belong to no Conditional Access rule. */
export const policies: Subject = {
  'GET /policies/identitySecurityDefaultsEnforcementPolicy': (call) =>
    answerEntity(call, call.company.securityDefaults, {
      type: 'identitySecurityDefaultsEnforcementPolicy',
      options: ['$select'],
    }),
  'GET /policies/authenticationMethodsPolicy': (call) =>
    answerEntity(call, call.company.methodsPolicy, { type: 'authenticationMethodsPolicy', options: [] }),
  'GET /policies/authenticationMethodsPolicy/authenticationMethodConfigurations/{authenticationMethodConfiguration-id}':
    (call) => {
      const all = call.company.methodsPolicy.authenticationMethodConfigurations as readonly Entity[];
      const found = all.find((one) => String(one.id).toLowerCase() === key(call).toLowerCase());
      if (found === undefined) throw itemNotFound(`The configuration '${key(call)}'`);
      return answerEntity(call, found, { type: 'authenticationMethodConfiguration', options: [] });
    },
  'GET /policies/authenticationStrengthPolicies': (call) =>
    answerCollection(call, call.company.strengths, STRENGTHS),
  'GET /policies/authenticationStrengthPolicies/{authenticationStrengthPolicy-id}': (call) => {
    const found = call.company.strengths.find((one) => one.id === key(call).toLowerCase());
    if (found === undefined) throw itemNotFound(`The strength '${key(call)}'`);
    return answerEntity(call, found, { ...STRENGTHS, options: ['$select'] });
  },
};
