import { type Call, key, type Subject } from '../call.ts';
import { answerCollection, answerEntity } from '../collection.ts';
import { type Entity, idOf } from '../entity.ts';
import { itemNotFound } from '../errors.ts';
import type { Rules } from '../odata/query.ts';

const OVERVIEWS: Rules = {
  type: 'serviceHealth',
  options: ['$filter', '$select', '$top', '$expand', '$count'],
  filterAnywhere: ['eq'],
  expandable: ['issues'],
};
const ISSUES: Rules = {
  type: 'serviceHealthIssue',
  options: ['$filter', '$select', '$top', '$skip', '$orderby', '$count'],
  filterAnywhere: ['eq', 'ge', 'le', 'gt', 'lt'],
  extraOrder: ['startDateTime', 'lastModifiedDateTime'],
  defaultTop: 100,
  maxTop: 1000,
};

/** What Microsoft says about its own services today. */
export const health: Subject = {
  'GET /admin/serviceAnnouncement/healthOverviews': (call) =>
    answerCollection(
      call,
      call.company.healthOverviews.map((row) => withIssues(call, row)),
      OVERVIEWS,
    ),
  'GET /admin/serviceAnnouncement/healthOverviews/{serviceHealth-id}': (call) =>
    answerEntity(call, withIssues(call, find(call, call.company.healthOverviews)), {
      ...OVERVIEWS,
      options: ['$select', '$expand'],
    }),
  'GET /admin/serviceAnnouncement/issues': (call) =>
    answerCollection(call, call.company.healthIssues, ISSUES),
  'GET /admin/serviceAnnouncement/issues/{serviceHealthIssue-id}': (call) =>
    answerEntity(call, find(call, call.company.healthIssues), { ...ISSUES, options: ['$select'] }),
};

function find(call: Call, rows: readonly Entity[]): Entity {
  const row = rows.find((one) => idOf(one).toLowerCase() === key(call).toLowerCase());
  if (row === undefined) throw itemNotFound(`'${key(call)}'`);
  return row;
}

const withIssues = (call: Call, overview: Entity): Entity => ({
  ...overview,
  issues: call.company.healthIssues.filter((issue) => issue.service === overview.service),
});
