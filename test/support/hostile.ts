import fc from 'fast-check';
import { teamsMessage } from './channel.ts';

/** One request, byte by byte, as an attacker or a broken proxy would write it on the line. */
export interface HostileRequest {
  readonly kind: string;
  readonly head: string;
  readonly body: Buffer;
  /** How much of the body is really sent. */
  readonly sent: number;
}

export interface Target {
  readonly host: string;
  readonly serviceUrl: string;
  /** A valid token, so that hostile activities get past the door; empty where none is asked for. */
  readonly authorization: string;
  /** Somebody who may ask for much. */
  readonly senderId: string;
}

const NASTY = [
  '',
  '\0',
  '\u202e\u0000\ufeff',
  '../../etc/passwd',
  "'; DROP TABLE people; --",
  '\u0024{jndi:ldap://x}',
  '\u0024{data}',
  '<script>alert(1)</script>',
  '[click](https://evil.example)',
  '%00%0d%0aset-cookie:x',
  '__proto__',
  'constructor',
  'toString',
  'x'.repeat(30_000),
  '😀'.repeat(5_000),
  '\u0301'.repeat(2_000),
  'a@'.repeat(3_000),
  'http://[',
  'javascript:alert(1)',
];

const text = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary', maxLength: 200 }), fc.string());
const number = fc.oneof(
  fc.double(),
  fc.bigInt().map(Number),
  fc.constantFrom(1e308, -0, 2 ** 53 + 1, 5e-324),
);
const leaf = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const key = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'id', 'type', 'toJSON', '$ref'),
  text,
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 5 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
  ),
}));

const FIELDS = [
  ['type'],
  ['id'],
  ['name'],
  ['channelId'],
  ['serviceUrl'],
  ['from'],
  ['from', 'id'],
  ['from', 'aadObjectId'],
  ['from', 'name'],
  ['recipient'],
  ['conversation'],
  ['conversation', 'id'],
  ['conversation', 'conversationType'],
  ['conversation', 'tenantId'],
  ['channelData'],
  ['channelData', 'tenant'],
  ['channelData', 'tenant', 'id'],
  ['channelData', 'team'],
  ['text'],
  ['value'],
  ['entities'],
  ['membersAdded'],
  ['membersRemoved'],
  ['action'],
  ['locale'],
  ['timestamp'],
  ['replyToId'],
  ['deliveryMode'],
  ['attachments'],
];

/** Fields whose contents Muster reads with care come often, so that hostile activities do reach a turn. */
const path = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...FIELDS) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(['text'], ['value'], ['from', 'name'], ['locale'], ['attachments']),
  },
);
const change = fc.record({ path, value: fc.oneof(tree, fc.constant(undefined)) });

/** A message of Teams in which some fields hold anything at all. */
function activities(target: Target): fc.Arbitrary<string> {
  const kind = fc.constantFrom(
    { type: 'message' },
    { type: 'message', text: 'why Alice' },
    { type: 'message', text: undefined, value: { verb: 'campaign.start', id: '1' } },
    { type: 'invoke', name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', verb: 'x' } } },
    { type: 'conversationUpdate', membersAdded: [{ id: '29:2' }] },
    { type: 'installationUpdate', action: 'add' },
    { type: 'event', name: 'x' },
  );
  return fc.record({ kind, changes: fc.array(change, { maxLength: 3 }) }).map(({ kind, changes }) => {
    const from = { id: '29:1admin', name: 'Somebody', aadObjectId: target.senderId };
    const activity = structuredClone(teamsMessage({ serviceUrl: target.serviceUrl, from, ...kind }));
    for (const { path, value } of changes) set(activity, path, value);
    return JSON.stringify(activity);
  });
}

function set(node: Record<string, unknown>, [first = '', ...rest]: readonly string[], value: unknown): void {
  const next = node[first];
  if (rest.length === 0) node[first] = value;
  else if (typeof next === 'object' && next !== null) set(next as Record<string, unknown>, rest, value);
}

/** Text that is almost JSON, or JSON that nobody should walk. */
function texts(target: Target): fc.Arbitrary<Buffer> {
  const whole = activities(target);
  const cut = fc
    .tuple(whole, fc.nat())
    .map(([json, at]) => Buffer.from(json.slice(0, at % (json.length + 1))));
  const flipped = fc.tuple(whole, fc.nat(), fc.nat(255)).map(([json, at, byte]) => {
    const bytes = Buffer.from(json);
    bytes[at % bytes.length] = byte;
    return bytes;
  });
  const deep = fc
    .tuple(fc.integer({ min: 60, max: 40_000 }), fc.constantFrom(['[', ']'], ['{"a":', '}']))
    .map(([depth, [open = '', close = '']]) =>
      Buffer.from(`{"value":${open.repeat(depth)}1${close.repeat(depth)}}`),
    );
  const odd = fc
    .constantFrom(
      '{"type":"message","type":"invoke"}',
      '{"a":1e99999}',
      `{"a":${'9'.repeat(10_000)}}`,
      '{"__proto__":{"isAdmin":true}}',
      '{"constructor":{"prototype":{"isAdmin":true}}}',
      '{"text":"\\ud800\\u0000"}',
      '\ufeff{}',
      'NaN',
      '{"a":undefined}',
      `{${Array.from({ length: 5_000 }, (_, i) => `"k${i}":{}`).join(',')}}`,
    )
    .map((json) => Buffer.from(json));
  const large = fc.integer({ min: 262_100, max: 400_000 }).map((size) => Buffer.alloc(size, '{"a":"x'));
  return fc.oneof(
    { weight: 12, arbitrary: whole.map((json) => Buffer.from(json)) },
    { weight: 3, arbitrary: cut },
    { weight: 3, arbitrary: flipped },
    { weight: 2, arbitrary: odd },
    { weight: 1, arbitrary: deep },
    { weight: 1, arbitrary: large },
    { weight: 2, arbitrary: fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)) },
  );
}

const headerText = fc
  .string({
    unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
    maxLength: 60,
  })
  .map((value) => value.replaceAll('\x7f', ''));

/** Header lines that contradict, repeat or overflow, beside the honest ones. */
function heads(target: Target, body: Buffer): fc.Arbitrary<string> {
  const honest = [
    `host: ${target.host}`,
    'content-type: application/json',
    ...(target.authorization ? [`authorization: ${target.authorization}`] : []),
    `content-length: ${body.length}`,
  ];
  const strange = fc.oneof(
    headerText.map((value) => `x-request-id: ${value}`),
    headerText.map((value) => `authorization: ${value}`),
    headerText.map((value) => `content-type: ${value}`),
    headerText.map((value) => `host: ${value}`),
    headerText.map((value) => `x-odd: ${value}`),
    fc.constantFrom(
      'content-type: text/plain',
      'content-type: application/json; charset=utf-16',
      'content-encoding: gzip',
      'transfer-encoding: chunked',
      'transfer-encoding: identity',
      'content-length: -1',
      'content-length: 0x10',
      'expect: 100-continue',
      'expect: everything',
      'upgrade: websocket',
      'connection: upgrade, close',
      'origin: https://evil.example',
      'host: evil.example',
      'authorization: Bearer',
      'authorization: Bearer a.b.c',
      `authorization: Bearer ${'a'.repeat(6_000)}`,
      `cookie: ${'c'.repeat(20_000)}`,
      'range: bytes=0-',
      'accept: nothing/at-all',
      'x-http-method-override: DELETE',
    ),
  );
  const line = fc.oneof(
    { weight: 20, arbitrary: fc.constant('POST /api/messages HTTP/1.1') },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        'POST /api/messages?x=%zz HTTP/1.1',
        'POST //api/messages HTTP/1.1',
        'POST /api/messages/../../healthz HTTP/1.1',
        'POST http://[/api/messages HTTP/1.1',
        'POST /api/messages HTTP/1.0',
        'POST /api/messages HTTP/9.9',
        'GET /api/messages HTTP/1.1',
        'PUT /api/messages HTTP/1.1',
        'OPTIONS * HTTP/1.1',
        'CONNECT evil.example:443 HTTP/1.1',
        'TRACE /api/messages HTTP/1.1',
        `POST /${'a'.repeat(5_000)} HTTP/1.1`,
        'BREW /api/messages HTTP/1.1',
      ),
    },
  );
  return fc
    .record({
      line,
      without: fc.oneof(
        { weight: 15, arbitrary: fc.constant(-1) },
        { weight: 1, arbitrary: fc.nat(honest.length - 1) },
      ),
      strange: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(strange, { maxLength: 3 })),
    })
    .map(({ line, without, strange }) => {
      const kept = honest.filter((_, index) => index !== without);
      return `${[line, ...kept, ...strange].join('\r\n')}\r\n\r\n`;
    });
}

/** Malformed, truncated, oversized and hostile requests for `POST /api/messages`. */
export function hostileRequests(target: Target): fc.Arbitrary<HostileRequest> {
  const spoken = texts(target).chain((body) =>
    fc.record({
      kind: fc.constant('request'),
      head: heads(target, body),
      body: fc.constant(body),
      sent: fc.oneof({ weight: 15, arbitrary: fc.constant(body.length) }, fc.nat(body.length)),
    }),
  );
  const noise = fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => ({
    kind: 'noise',
    head: '',
    body: Buffer.from(bytes),
    sent: bytes.length,
  }));
  return fc.oneof({ weight: 30, arbitrary: spoken }, { weight: 1, arbitrary: noise }).map(shownShort);
}

/** A failing run shows its requests by their beginning: some are half a megabyte. */
function shownShort(request: HostileRequest): HostileRequest {
  const { kind, head, body, sent } = request;
  const shown = [kind, head.slice(0, 800), `${sent} of ${body.length}`, body.toString('latin1', 0, 300)];
  return Object.assign(request, { [fc.toStringMethod]: () => JSON.stringify(shown) });
}
