import { type Call, key, type Subject } from '../call.ts';
import { answerCollection, answerEntity, contextOf, nextLink, queryOf, questionOf } from '../collection.ts';
import type { EndlessReport } from '../entity.ts';
import { itemNotFound } from '../errors.ts';
import { readToken } from '../odata/page-token.ts';
import type { Rules } from '../odata/query.ts';

/** Documented: $filter and $orderby; $top by the metadata, 999 as everybody sends it. */
const REPORT: Rules = {
  type: 'userRegistrationDetails',
  options: ['$filter', '$orderby', '$top'],
  defaultTop: 100,
  maxTop: 999,
};

/** The tenant's registration report: a snapshot that lags behind people's methods. */
export const registrationReport: Subject = {
  'GET /reports/authenticationMethods/userRegistrationDetails': (call) =>
    call.company.endlessReport === undefined || call.query.has('$filter') || call.query.has('$orderby')
      ? answerCollection(call, call.company.reportShown(), REPORT)
      : answerPage(call, call.company.endlessReport),
  'GET /reports/authenticationMethods/userRegistrationDetails/{userRegistrationDetails-id}': (call) => {
    const row = call.company.reportShown().find((one) => one.id === key(call).toLowerCase());
    if (row === undefined) throw itemNotFound(`The registration details of '${key(call)}'`);
    return answerEntity(call, row, { ...REPORT, options: [] });
  },
};

function answerPage(call: Call, report: EndlessReport) {
  const size = queryOf(call, REPORT).top ?? REPORT.defaultTop ?? 100;
  const token = call.query.get('$skiptoken');
  const from = token === undefined ? 0 : readToken(token, questionOf(call)).offset;
  const to = Math.min(from + size, report.length);
  const next = to < report.length ? `"@odata.nextLink":${JSON.stringify(nextLink(call, to, ''))},` : '';
  return {
    status: 200,
    text: `{"@odata.context":${JSON.stringify(contextOf(call))},${next}"value":[${report.rows(from, to)}]}`,
  };
}
