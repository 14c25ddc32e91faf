import { MissingLicence, MissingPermission, Unavailable } from '../errors.ts';
import type { RequestRow } from './requests/row.ts';

/** What an answer of Graph means to whoever asked. */
export type Outcome =
  | { readonly kind: 'answer'; readonly body: unknown }
  | { readonly kind: 'absent' }
  /** Graph asks for patience; null where it does not say how much. */
  | { readonly kind: 'busy'; readonly seconds: number | null }
  /** Something between us is broken; the same request may well succeed in a moment. */
  | { readonly kind: 'unwell'; readonly error: Unavailable }
  | { readonly kind: 'failed'; readonly error: Error };

/** Graph refused the request itself: a mistake of ours, unless the words of a person were in it. */
export class RequestRefused extends Error {
  readonly status: number;
  override readonly name = 'RequestRefused';

  constructor(row: RequestRow, refusal: Refusal) {
    super(`Graph refused ${row.method} ${row.path}: ${describe(refusal)}`);
    this.status = refusal.status;
  }
}

export interface Refusal {
  readonly status: number;
  /** Graph's own word, such as `Authorization_RequestDenied`; empty where it sent none. */
  readonly code: string;
  readonly message: string;
  readonly retryAfter: string | null;
  readonly requestId: string | null;
}

const NOT_PREMIUM = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';

const IDENTITY_HINT =
  'Check GRAPH_ACCESS_TOKEN, or AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET; without them the bot’s own MicrosoftAppId and MicrosoftAppPassword are used.';
/** Node's `fetch` leaves HTTPS_PROXY aside unless it is told. */
const ROAD_HINT =
  'Check GRAPH_BASE_URL and the network, then try again. A proxy is used only with NODE_USE_ENV_PROXY=1 and HTTPS_PROXY.';

/** Reads the whole answer. Rejects only where reading the body does, which the caller knows the cause of. */
export async function readOutcome(row: RequestRow, response: Response, now: Date): Promise<Outcome> {
  if (response.ok) {
    // Created, and nothing more to say.
    if (response.status === 201) {
      await response.body?.cancel();
      return { kind: 'answer', body: null };
    }
    const body = await readJson(response);
    return body === undefined
      ? unwell('Microsoft Graph sent an answer that is empty or not JSON.', response.status)
      : { kind: 'answer', body };
  }
  const error = errorIn(await readJson(response));
  return judge(
    row,
    {
      status: response.status,
      code: error.code,
      message: error.message,
      retryAfter: response.headers.get('retry-after'),
      requestId: response.headers.get('request-id'),
    },
    now,
  );
}

export function judge(row: RequestRow, refusal: Refusal, now: Date): Outcome {
  const { status } = refusal;
  // The message of a refusal may name people; what is kept for the log is codes only.
  const cause = new Error(`Graph answered ${describe(refusal)}`);
  if (status === 404) return { kind: 'absent' };
  if (status === 429 || status === 503 || status === 504) {
    return { kind: 'busy', seconds: parseRetryAfter(refusal.retryAfter, now) };
  }
  if (status === 401) {
    const error = new Unavailable('Microsoft Graph does not accept our token.', IDENTITY_HINT, { cause });
    return { kind: 'failed', error };
  }
  // Some reports answer 400 with it.
  if (status === 403 || refusal.code === NOT_PREMIUM)
    return { kind: 'failed', error: forbidden(row, refusal, cause) };
  if (status >= 500) return unwell('Microsoft Graph is unwell.', status, cause);
  if (status < 400) {
    const error = new Unavailable('GRAPH_BASE_URL sends us elsewhere.', ROAD_HINT, { cause });
    return { kind: 'failed', error };
  }
  return { kind: 'failed', error: new RequestRefused(row, refusal) };
}

/** No answer at all, or one that broke off. */
export function unreachable(what: string, cause: unknown): Outcome {
  return { kind: 'unwell', error: new Unavailable(what, ROAD_HINT, { cause }) };
}

export function parseRetryAfter(header: string | null, now: Date): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = /^\s*\d+\s*$/.test(header)
    ? Number(header)
    : Math.ceil((Date.parse(header) - now.getTime()) / 1000);
  return Number.isNaN(seconds) ? null : Math.max(0, seconds);
}

/**
 * Each workload has its own word for a missing permission (`Authorization_RequestDenied`, `accessDenied`,
 * `Authentication_MSGraphPermissionMissing`, `Forbidden` …), so only the licence is told apart.
 */
function forbidden(row: RequestRow, refusal: Refusal, cause: Error): Error {
  // Risk answers a missing licence and a missing permission with one code; only the message differs.
  const byMessage = refusal.code === 'Forbidden' && /not licensed/i.test(refusal.message);
  if (refusal.code === NOT_PREMIUM || byMessage) {
    return new MissingLicence(row.licence ?? 'Microsoft Entra ID P1', row.subject, { cause });
  }
  return new MissingPermission(row.permission, row.subject, { cause });
}

function unwell(what: string, status: number, cause: Error = new Error(`Graph answered ${status}`)): Outcome {
  return unreachable(what, cause);
}

function describe({ status, code, requestId }: Refusal): string {
  return [status, code, requestId && `request-id ${requestId}`].filter(Boolean).join(' ');
}

/** Undefined: not JSON. A body that breaks off in transit rejects with a TypeError instead. */
async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function errorIn(body: unknown): { code: string; message: string } {
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  return {
    code: typeof error.code === 'string' ? error.code : '',
    message: typeof error.message === 'string' ? error.message : '',
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
