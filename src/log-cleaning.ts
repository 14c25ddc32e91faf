const MOST_DEPTH = 8;
const MOST_ITEMS = 100;
const MOST_CHARACTERS = 4_000;

const SECRET_KEY =
  /authorization|password|passwd|secret|token|credential|assertion|cookie|api-?key|private-?key|connection-?string|database-?url/i;

/** Keys under which Teams and Graph carry names, addresses and what people wrote. */
const PERSON_KEYS = new Set([
  'name',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'email',
  'otherMails',
  'proxyAddresses',
  'userPrincipalName',
  'userPrincipleName',
  'upn',
  'phoneNumber',
  'mobilePhone',
  'businessPhones',
  'text',
  'summary',
  'speak',
  'value',
  'entities',
  'attachments',
  'mentioned',
  'label',
]);

const SECRET_TEXTS: readonly [RegExp, string][] = [
  // A JSON web token, wherever it stands.
  [/\beyJ[\w-]{5,}\.[\w-]*\.?[\w-]*/g, '[secret]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{4,}/gi, '$1 [secret]'],
  [
    /\b(client_secret|client_assertion|access_token|refresh_token|id_token|password|pwd|secret|sig)(=|%3D|"\s*:\s*"|\\"\s*:\s*\\")[^&\s"'\\;]+/gi,
    '$1$2[secret]',
  ],
  // The password of a database address.
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@]{0,200}):[^\s/@]+@/gi, '$1:[secret]@'],
  // A property of a line that is already JSON.
  [
    /"([\w.-]{0,40}(?:authorization|password|secret|token|cookie)[\w.-]{0,40})":"(?:[^"\\]|\\.)+"/gi,
    '"$1":"[secret]"',
  ],
];
const ADDRESS = /[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)+/g;

export interface Cleaning {
  /** May names, addresses and texts stay? */
  readonly people: boolean;
}

export function withoutSecrets(text: string): string {
  return SECRET_TEXTS.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);
}

/** A copy that is fit for the log: no secret, no cycle, nothing endless, and people only where they may stay. */
export function clean(input: unknown, cleaning: Cleaning): unknown {
  if (input instanceof Error)
    return { err: cleanError(input, cleaning, 0), msg: cleanText(input.message, cleaning) };
  return cleanValue(input, cleaning, 0);
}

function cleanValue(value: unknown, cleaning: Cleaning, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value, cleaning);
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return value;
  if (depth > MOST_DEPTH) return '[deeper]';
  if (value instanceof Error) return cleanError(value, cleaning, depth);
  if (value instanceof Date) return value;
  if (value instanceof URL) return cleanText(value.href, cleaning);
  if (ArrayBuffer.isView(value)) return '[bytes]';
  if (value instanceof Map || value instanceof Set) return cleanValue([...value], cleaning, depth);
  if (Array.isArray(value)) {
    return value.slice(0, MOST_ITEMS).map((item) => cleanValue(item, cleaning, depth + 1));
  }
  return cleanObject(value, cleaning, depth);
}

function cleanObject(value: object, cleaning: Cleaning, depth: number): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value).slice(0, MOST_ITEMS)) {
    if (!cleaning.people && PERSON_KEYS.has(key)) continue;
    kept[key] = SECRET_KEY.test(key) && holdsText(item) ? '[secret]' : cleanValue(item, cleaning, depth + 1);
  }
  return kept;
}

/** Counts and flags such as `tokens: 3` are no secrets. */
function holdsText(item: unknown): boolean {
  return typeof item === 'string' || (typeof item === 'object' && item !== null);
}

/** Only what helps to find the cause: SDK errors carry whole requests, headers and bodies beside it. */
function cleanError(error: Error, cleaning: Cleaning, depth: number): Record<string, unknown> {
  if (depth > MOST_DEPTH) return { type: error.name };
  const { code, statusCode, status, seconds, permission, requestId } = error as unknown as Record<
    string,
    unknown
  >;
  const facts = { code, statusCode, status, seconds, permission, requestId };
  return {
    type: error.name,
    message: cleanText(error.message, cleaning),
    ...Object.fromEntries(
      Object.entries(facts)
        .filter(([, fact]) => typeof fact === 'string' || typeof fact === 'number')
        .map(([key, fact]) => [key, cleanValue(fact, cleaning, depth)]),
    ),
    stack: error.stack && cleanText(error.stack, cleaning),
    ...(error.cause === undefined ? {} : { cause: cleanValue(error.cause, cleaning, depth + 1) }),
    ...(error instanceof AggregateError ? { errors: cleanValue(error.errors, cleaning, depth + 1) } : {}),
  };
}

function cleanText(text: string, cleaning: Cleaning): string {
  const short = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
  const safe = withoutSecrets(short);
  return cleaning.people ? safe : safe.replace(ADDRESS, '[address]');
}
