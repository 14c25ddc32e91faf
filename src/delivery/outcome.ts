/**
 * How a delivery ended. `unknown`: the message left and its answer was lost, so it may have arrived; only a
 * person decides to send it again. Everything else is certain.
 */
export const OUTCOMES = [
  'sent',
  'unknown',
  'blocked',
  'not-installed',
  'not-found',
  'too-large',
  'refused',
  'cancelled',
  'superseded',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What one POST proved. */
export type Result =
  | { readonly kind: 'sent'; readonly activityId: string | null }
  /** Nothing was accepted; the same POST may succeed later. `wholeTenant`: nobody may call before that. */
  | {
      readonly kind: 'again';
      readonly afterMs: number | null;
      readonly wholeTenant: boolean;
      readonly detail: string;
    }
  /** Nothing was accepted, and nothing will be until something changes. */
  | {
      readonly kind: 'refused';
      readonly outcome: Exclude<Outcome, 'sent' | 'unknown' | 'cancelled' | 'superseded'>;
      readonly detail: string;
    }
  /** The message left and no answer says what became of it. */
  | { readonly kind: 'unknown'; readonly detail: string };

export interface Answer {
  readonly status: number;
  /** Every code that the body names: `error.code`, `error.innerHttpError`'s, `errorCode`, `subCode`. */
  readonly codes: readonly string[];
  readonly retryAfterMs: number | null;
  readonly activityId: string | null;
}

/**
 * Teams' own list of what to repeat. An answer with one of these says that the service did not take the message:
 * 412 and 429 are refusals before any work, 503 is a service that takes nothing, and for 502 and 504 the vendor
 * says the same, which we have to believe: its gateways answer so while the service behind them restarts, and
 * calling every such row unknown would leave thousands of people without their card. Whatever gives no answer
 * at all (a reset, a time-out) and 500, where the service failed in the middle of its work, proves nothing.
 */
const REPEATABLE = new Set([412, 429, 502, 503, 504]);

const NOT_INSTALLED = ['BotNotInConversationRoster', 'ForbiddenOperationException'];
const MISCONFIGURED = ['InvalidBotApiHost', 'BotNotRegistered'];

/** Real bodies vary: the status decides first, and any of the codes refines it. */
export function judge(answer: Answer): Result {
  const { status, codes } = answer;
  const detail = [String(status), ...codes].join(' ');
  if (status >= 200 && status < 300) return { kind: 'sent', activityId: answer.activityId };
  if (REPEATABLE.has(status)) {
    return { kind: 'again', afterMs: answer.retryAfterMs, wholeTenant: status === 429, detail };
  }
  if (status >= 500) return { kind: 'unknown', detail };
  return { kind: 'refused', outcome: refusal(status, codes), detail };
}

function refusal(status: number, codes: readonly string[]) {
  const has = (known: readonly string[]) => codes.some((code) => known.includes(code));
  if (status === 413 || has(['MessageSizeTooBig'])) return 'too-large';
  if (status === 404) return 'not-found';
  if (status !== 403 || has(MISCONFIGURED)) return 'refused';
  // Of the rest of 403 only some say why (BotDisabledByAdmin, ConversationBlockedByUser, MessageWritesBlocked, 209),
  // and all mean that this person cannot be written to at the moment.
  return has(NOT_INSTALLED) ? 'not-installed' : 'blocked';
}
