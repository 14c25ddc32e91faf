import assert from 'node:assert/strict';
import { KnownError, MissingLicence, MissingPermission, Unavailable } from '../../src/errors.ts';
import {
  judge,
  parseRetryAfter,
  type Refusal,
  RequestRefused,
  readOutcome,
} from '../../src/graph/outcomes.ts';
import type { RequestRow } from '../../src/graph/requests/row.ts';
import { rowOf } from '../../src/graph/requests.ts';

const NOW = new Date('2026-11-20T09:00:00Z');
const REPORT = rowOf('registrationReport');

function refusal(status: number, code = '', message = '', retryAfter: string | null = null): Refusal {
  return { status, code, message, retryAfter, requestId: 'r-1' };
}

function failure(row: RequestRow, given: Refusal): Error {
  const outcome = judge(row, given, NOW);
  assert.ok(outcome.kind === 'failed' || outcome.kind === 'unwell', outcome.kind);
  return outcome.error;
}

describe('what an answer of Graph means', () => {
  it('is absence for 404', () => {
    assert.deepEqual(judge(REPORT, refusal(404, 'Request_ResourceNotFound'), NOW), { kind: 'absent' });
  });

  for (const status of [429, 503, 504]) {
    it(`is a request for patience for ${status}`, () => {
      const given = refusal(status, 'TooManyRequests', '', '7');
      assert.deepEqual(judge(REPORT, given, NOW), { kind: 'busy', seconds: 7 });
    });
  }

  for (const code of [
    'Authorization_RequestDenied',
    'Authentication_MSGraphPermissionMissing',
    'accessDenied',
    'AccessDenied',
    'Forbidden',
    '',
  ]) {
    it(`is a missing permission for 403 with the code ${code || 'of nobody'}`, () => {
      const error = failure(rowOf('methods'), refusal(403, code, 'Insufficient privileges'));
      assert.ok(error instanceof MissingPermission);
      assert.equal(error.permission, 'UserAuthenticationMethod.Read.All');
      assert.match(error.message, /registered sign-in methods/);
    });
  }

  it('is a missing licence where Graph has a code for it', () => {
    for (const status of [403, 400]) {
      const error = failure(REPORT, refusal(status, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'));
      assert.ok(error instanceof MissingLicence);
      assert.equal(error.licence, 'Microsoft Entra ID P1');
    }
  });

  it('is a missing licence where risk says so in words, having no code for it', () => {
    const row: RequestRow = { ...REPORT, licence: 'Microsoft Entra ID P2' };
    const error = failure(row, refusal(403, 'Forbidden', 'Your tenant is not licensed for this feature.'));
    assert.ok(error instanceof MissingLicence);
    assert.equal(error.licence, 'Microsoft Entra ID P2');
  });

  it('names the variables of the identity when the token is not accepted', () => {
    const error = failure(REPORT, refusal(401, 'InvalidAuthenticationToken'));
    assert.ok(error instanceof Unavailable);
    assert.match(error.hint, /AZURE_CLIENT_SECRET.*MicrosoftAppPassword/);
  });

  for (const status of [500, 502]) {
    it(`is an illness that may pass for ${status}`, () => {
      assert.equal(judge(REPORT, refusal(status), NOW).kind, 'unwell');
    });
  }

  it('is a wrong address for a redirect', () => {
    const outcome = judge(REPORT, refusal(302), NOW);
    assert.ok(outcome.kind === 'failed' && outcome.error instanceof Unavailable);
    assert.match(outcome.error.hint, /GRAPH_BASE_URL/);
  });

  it('is a mistake of ours for any other refusal', () => {
    const error = failure(REPORT, refusal(400, 'BadRequest', 'Resource not found for the segment'));
    assert.ok(error instanceof RequestRefused && !(error instanceof KnownError));
    assert.equal(error.status, 400);
    assert.match(error.message, /userRegistrationDetails: 400 BadRequest request-id r-1$/);
  });

  it('keeps the words of Graph out of every error, since they may name people', () => {
    for (const status of [400, 401, 403, 500, 302]) {
      const error = failure(REPORT, refusal(status, 'X', "Resource 'ada@contoso.com' is not licensed"));
      const cause = error.cause instanceof Error ? error.cause.message : '';
      assert.doesNotMatch(`${error.message} ${cause}`, /ada@contoso/);
    }
  });
});

describe('Retry-After', () => {
  const cases: [header: string | null, seconds: number | null][] = [
    [null, null],
    ['', null],
    ['soon', null],
    ['12', 12],
    [' 12 ', 12],
    ['0', 0],
    ['Fri, 20 Nov 2026 09:00:30 GMT', 30],
    ['Fri, 20 Nov 2026 08:00:00 GMT', 0],
  ];
  for (const [header, seconds] of cases) {
    it(`reads ${JSON.stringify(header)} as ${seconds === null ? 'nothing' : `${seconds} s`}`, () => {
      assert.equal(parseRetryAfter(header, NOW), seconds);
    });
  }
});

describe('the body of an answer', () => {
  it('is handed on as it came', async () => {
    const outcome = await readOutcome(REPORT, Response.json({ value: [1] }), NOW);
    assert.deepEqual(outcome, { kind: 'answer', body: { value: [1] } });
  });

  for (const [title, body] of [
    ['empty', ''],
    ['HTML', '<html>Our services are not available right now</html>'],
    ['cut in the middle', '{"value":[{"id":'],
  ] as const) {
    it(`is an illness that may pass where it is ${title}`, async () => {
      const outcome = await readOutcome(REPORT, new Response(body, { status: 200 }), NOW);
      assert.ok(outcome.kind === 'unwell');
      assert.match(outcome.error.message, /empty or not JSON/);
    });
  }

  it('is not needed to judge a refusal', async () => {
    const response = new Response('<html>', { status: 503, headers: { 'retry-after': '3' } });
    assert.deepEqual(await readOutcome(REPORT, response, NOW), { kind: 'busy', seconds: 3 });
  });
});
