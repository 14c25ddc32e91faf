import { type Call, key, type Subject } from '../call.ts';
import { answerCollection, answerEntity } from '../collection.ts';
import { type Entity, idOf } from '../entity.ts';
import { badRequest, GraphError, itemNotFound } from '../errors.ts';
import type { Rules } from '../odata/query.ts';
import { accountOf } from './users.ts';

const APPS: Rules = {
  type: 'teamsApp',
  options: ['$filter', '$select', '$top', '$orderby', '$count'],
  extraFilters: { id: ['eq'], externalId: ['eq'], displayName: ['eq'], distributionMethod: ['eq'] },
};
const INSTALLED: Rules = {
  type: 'userScopeTeamsAppInstallation',
  options: ['$filter', '$select', '$expand', '$top'],
  expandable: ['teamsApp'],
  extraFilters: { 'teamsApp/externalId': ['eq'], 'teamsApp/id': ['eq'] },
};

/** The organisation's own apps, and which of them somebody has in Teams. */
export const appCatalogs: Subject = {
  'GET /appCatalogs/teamsApps': (call) => answerCollection(call, call.company.teamsApps, APPS),
  'GET /users/{user-id}/teamwork/installedApps': (call) =>
    answerCollection(call, call.company.installedApps(accountOf(call).id), INSTALLED),
  'GET /users/{user-id}/teamwork/installedApps/{userScopeTeamsAppInstallation-id}': (call) => {
    const found = call.company.installedApps(accountOf(call).id).find((one) => idOf(one) === key(call, 1));
    if (found === undefined) throw itemNotFound(`The installation '${key(call, 1)}'`);
    return answerEntity(call, found, { ...INSTALLED, options: ['$select', '$expand'] });
  },
  'POST /users/{user-id}/teamwork/installedApps': (call) => {
    const { id } = accountOf(call);
    const app = boundApp(call);
    const there = call.company.installedApps(id).some((one) => idOf(one.teamsApp as Entity) === idOf(app));
    if (there)
      throw new GraphError(
        409,
        'Conflict',
        'Application with given identifier is already installed in the scope.',
      );
    call.company.installApp(id, idOf(app));
    return { status: 201 };
  },
};

function boundApp(call: Call): Entity {
  const bind = (call.body as Readonly<Record<string, unknown>> | undefined)?.['teamsApp@odata.bind'];
  const id = /\/appCatalogs\/teamsApps\/([^/]+)$/.exec(typeof bind === 'string' ? bind : '')?.[1];
  if (id === undefined)
    throw badRequest(`'teamsApp@odata.bind' must be the address of an app in the catalogue.`);
  const app = call.company.teamsApps.find((one) => idOf(one) === id);
  if (app === undefined) throw new GraphError(404, 'NotFound', `App '${id}' was not found in the catalogue.`);
  return app;
}
