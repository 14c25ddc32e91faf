import { type Call, key, type Subject } from '../call.ts';
import { answerCollection, answerEntity, projecting } from '../collection.ts';
import { idOf } from '../entity.ts';
import { GraphError, itemNotFound } from '../errors.ts';
import { project } from '../project.ts';

/** What one person has registered: always fresh, unlike the report. No query option is documented. */
export const methods: Subject = {
  'GET /users/{user-id}/authentication/methods': (call) =>
    answerCollection(call, call.company.methodsShown(account(call)), {
      type: 'authenticationMethod',
      options: [],
      defaultTop: 999,
    }),

  'GET /users/{user-id}/authentication/methods/{authenticationMethod-id}': (call) => {
    const method = call.company.methodsShown(account(call)).find((one) => idOf(one) === key(call, 1));
    if (method === undefined) throw itemNotFound(`The method '${key(call, 1)}'`);
    return answerEntity(call, method, { type: 'authenticationMethod', options: [] });
  },

  'GET /users/{user-id}/authentication/requirements': (call) => ({
    status: 200,
    body: project(
      { perUserMfaState: account(call).perUserMfaState },
      'strongAuthenticationRequirements',
      projecting(call),
    ),
  }),

  'GET /users/{user-id}/authentication/signInPreferences': (call) => ({
    status: 200,
    body: project(
      {
        isSystemPreferredAuthenticationMethodEnabled: true,
        userPreferredMethodForSecondaryAuthentication: account(call).preferredMethod ?? null,
        systemPreferredAuthenticationMethod: account(call).systemPreferredMethod ?? null,
      },
      'signInPreferences',
      projecting(call),
    ),
  }),
};

/** This service has its own words for somebody who does not exist. */
function account(call: Call) {
  const found = call.company.find(key(call));
  if (found === undefined) {
    throw new GraphError(404, 'resourceNotFound', 'The requested user was not found.');
  }
  return found;
}
