import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { createLog, type LogTrail } from '../src/log.ts';

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJtdXN0ZXIifQ.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg';
const SECRET = 'Pa55-w0rd~never.to.be.seen';

const activity = {
  type: 'message',
  text: 'why can Nestor not sign in?',
  from: { id: '29:1', aadObjectId: '8d5c1f0e-0000-4000-8000-000000000001', name: 'Nestor Wilke' },
  conversation: { id: '19:abc', name: 'Helpdesk Zurich' },
  user: { displayName: 'Nestor Wilke', userPrincipalName: 'nestor@contoso.com', mobilePhone: '+49 170 42' },
};

function capture(level: string, trail?: LogTrail) {
  const lines: string[] = [];
  const log = createLog({
    level,
    destination: { write: (line) => void lines.push(line) },
    ...(trail ? { trail } : {}),
  });
  return {
    log,
    text: () => lines.join(''),
    last: () => JSON.parse(lines.at(-1) ?? 'null') as Record<string, unknown>,
  };
}

describe('log', () => {
  it('writes one JSON object a line, with the level by name and the time in ISO', () => {
    const { log, last } = capture('info');
    log.info({ personId: 'p1' }, 'Said hello.');
    assert.equal(last().level, 'info');
    assert.equal(last().msg, 'Said hello.');
    assert.equal(last().personId, 'p1');
    assert.match(String(last().time), /^\d{4}-\d\d-\d\dT/);
    assert.ok(!('hostname' in last()));
  });

  it('leaves names, addresses and what people wrote out at info, and keeps their ids', () => {
    const { log, text } = capture('debug');
    log.info({ activity }, 'Mail to nestor@contoso.com bounced.');
    log.error(new Error('nestor@contoso.com was not found'));
    assert.doesNotMatch(text(), /Nestor|nestor|contoso|Zurich|sign in|\+49/);
    assert.match(text(), /8d5c1f0e-0000-4000-8000-000000000001/);
    assert.match(text(), /was not found/);
  });

  it('keeps names and texts at debug, where somebody asked for them', () => {
    const { log, text } = capture('debug');
    log.debug({ activity }, 'Read an activity.');
    assert.match(text(), /Nestor Wilke/);
    assert.match(text(), /why can Nestor not sign in/);
  });

  const secrets: [string, unknown][] = [
    ['an authorization header', { headers: { authorization: `Bearer ${JWT}` } }],
    ['a header in a list of pairs', { pairs: [['Authorization', `Bearer ${JWT}`]] }],
    ['a password property', { config: { secrets: { botPassword: SECRET } } }],
    ['a nested object under a secret name', { secrets: { inner: { deep: SECRET } } }],
    ['a token deep inside', { a: { b: { c: { access_token: SECRET } } } }],
    ['an error that tells it', new Error(`client_secret=${SECRET} was refused`)],
    ['a cause of an error', new Error('no', { cause: new Error(`Bearer ${JWT}`) })],
    ['errors in an aggregate', new AggregateError([new Error(`password=${SECRET}`)])],
    [
      'an error under a key',
      { err: Object.assign(new Error('x'), { request: { headers: { cookie: SECRET } } }) },
    ],
    ['the database address', { address: `postgres://muster:${SECRET}@db/muster` }],
    ['a map', { headers: new Map([['authorization', `Bearer ${JWT}`]]) }],
  ];
  for (const [title, value] of secrets) {
    for (const level of ['debug', 'error'] as const) {
      it(`never writes a secret: ${title}, at ${level}`, () => {
        const { log, text } = capture('trace');
        log[level](value);
        assert.ok(text().length > 20);
        assert.ok(!text().includes(SECRET) && !text().includes(JWT), text());
      });
    }
  }

  it('never writes a secret that a child logger or a message carries', () => {
    const { log, text } = capture('info');
    log.child({ token: SECRET, note: `Bearer ${JWT}` }).info(`Sent Bearer ${JWT}`);
    log.info('Sent %s', `Bearer ${JWT}`);
    assert.ok(!text().includes(SECRET) && !text().includes(JWT), text());
  });

  it('writes an error with its class, message, code and stack, and nothing else it holds', () => {
    const { log, last } = capture('info');
    const error = Object.assign(new TypeError('broken'), {
      code: 'EBAD',
      request: { body: 'the whole card' },
    });
    log.error({ err: error, turn: 7 }, 'A turn failed.');
    const err = last().err as Record<string, unknown>;
    assert.equal(err.type, 'TypeError');
    assert.equal(err.code, 'EBAD');
    assert.match(String(err.stack), /log\.test\.ts/);
    assert.ok(!('request' in err));
    assert.equal(last().msg, 'A turn failed.');
  });

  it('survives cycles, endless depth and very long texts', () => {
    const { log, text } = capture('info');
    const cycle: Record<string, unknown> = { note: 'n'.repeat(100_000) };
    cycle.self = cycle;
    log.info(cycle, 'Cyclic.');
    assert.match(text(), /Cyclic/);
    assert.ok(text().length < 60_000);
  });

  it('marks every line written during a request with what its trail holds', async () => {
    const trail: LogTrail = new AsyncLocalStorage();
    const { log, last } = capture('info', trail);
    await trail.run({ requestId: 'r-1' }, async () => {
      await Promise.resolve();
      log.info('Inside.');
    });
    assert.equal(last().requestId, 'r-1');
    log.info('Outside.');
    assert.ok(!('requestId' in last()));
  });
});
