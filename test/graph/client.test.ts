import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { Clock } from '../../src/clock.ts';
import { MissingPermission, TryAgainLater, Unavailable } from '../../src/errors.ts';
import { createBudget } from '../../src/graph/budget.ts';
import { createGraph, type GraphOptions, type Observation } from '../../src/graph/client.ts';
import { RequestRefused } from '../../src/graph/outcomes.ts';
import { createHastyClock } from '../support/clock.ts';
import { type GraphServer, graphError, type Reply, type Seen, serveGraph } from '../support/fake-graph.ts';

const ASKED = { urgency: 'interactive' } as const;
const WORK = { urgency: 'background' } as const;

function connect(baseUrl: string | null, options: Partial<GraphOptions> & { clock?: Clock } = {}) {
  const clock = options.clock ?? createHastyClock();
  return createGraph({
    baseUrl,
    token: async () => 'secret-token',
    budget: createBudget({ clock }),
    clock,
    random: () => 0,
    ...options,
  });
}

const asItIs = (row: unknown) => row;

async function drain(pages: AsyncIterable<readonly unknown[]>): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

/** Three pages of two rows, the address of each in the one before. */
function threePages(request: Seen): Reply {
  const page = Number(new URL(request.url, 'http://x').searchParams.get('$skiptoken') ?? '1');
  const next = `http://${request.headers.host}${request.url.split('?')[0]}?$top=2&$skiptoken=${page + 1}`;
  return { json: { value: [page * 10, page * 10 + 1], ...(page < 3 && { '@odata.nextLink': next }) } };
}

describe('a request to Graph', () => {
  it('goes out with its version, escaped path and query, and the token', async () => {
    await using server = await serveGraph([{ json: { id: '1' } }]);
    const query = { $select: 'id,mail', $filter: "startswith(displayName,'O''B & Söhne #1+2')" };
    await connect(server.baseUrl).ask('person', { id: "o'b#@c.com" }, { ...ASKED, query });
    const [seen] = server.seen;
    const url = new URL(seen?.url ?? '', server.baseUrl);
    assert.equal(url.pathname, '/v1.0/users/o%27b%23%40c.com');
    assert.deepEqual(Object.fromEntries(url.searchParams), query);
    assert.equal(seen?.headers.authorization, 'Bearer secret-token');
  });

  it('keeps a path that the configured address has', async () => {
    await using server = await serveGraph([{ json: { value: [] } }]);
    await connect(`${server.baseUrl}/proxy`).ask('organisation', {}, ASKED);
    assert.equal(server.seen[0]?.url, '/proxy/v1.0/organization');
  });

  it('posts its body as JSON', async () => {
    await using server = await serveGraph([{ json: { value: [] } }]);
    await connect(server.baseUrl).ask('groupsHolding', { id: '1' }, { ...ASKED, body: { groupIds: ['a'] } });
    assert.equal(server.seen[0]?.method, 'POST');
    assert.deepEqual(JSON.parse(server.seen[0]?.body ?? ''), { groupIds: ['a'] });
    assert.match(server.seen[0]?.headers['content-type'] ?? '', /^application\/json/);
  });

  it('asks Graph to shed it last where a person waits, and not otherwise', async () => {
    await using server = await serveGraph([{ json: { value: [] } }]);
    const graph = connect(server.baseUrl);
    await graph.ask('organisation', {}, ASKED);
    await graph.ask('organisation', {}, WORK);
    const priorities = server.seen.map((seen) => seen.headers['x-ms-throttle-priority']);
    assert.deepEqual(priorities, ['High', undefined]);
  });

  it('is undefined where what it asks for does not exist', async () => {
    await using server = await serveGraph([graphError(404, 'Request_ResourceNotFound')]);
    assert.equal(await connect(server.baseUrl).ask('person', { id: 'x@y' }, ASKED), undefined);
    assert.equal(server.seen.length, 1);
  });

  it('fails with the permission it needs', async () => {
    await using server = await serveGraph([graphError(403, 'Authorization_RequestDenied')]);
    await assert.rejects(connect(server.baseUrl).ask('person', { id: 'x@y' }, ASKED), MissingPermission);
    assert.equal(server.seen.length, 1);
  });

  it('fails as a mistake of ours where Graph does not understand it', async () => {
    await using server = await serveGraph([graphError(400, 'BadRequest')]);
    await assert.rejects(connect(server.baseUrl).ask('person', { id: 'x@y' }, ASKED), RequestRefused);
    assert.equal(server.seen.length, 1);
  });

  it('says which variable is missing where no Graph is configured', async () => {
    await assert.rejects(connect(null).ask('organisation', {}, ASKED), (error) => {
      assert.ok(error instanceof Unavailable);
      assert.match(error.hint, /GRAPH_BASE_URL/);
      return true;
    });
  });

  it('hands on why there is no token, and sends nothing', async () => {
    await using server = await serveGraph([{ json: {} }]);
    const refused = new Unavailable('No token.', 'Check AZURE_CLIENT_ID.');
    const graph = connect(server.baseUrl, { token: () => Promise.reject(refused) });
    await assert.rejects(graph.ask('organisation', {}, ASKED), (error) => error === refused);
    assert.equal(server.seen.length, 0);
  });

  it('is observed with its status and time', async () => {
    await using server = await serveGraph([
      graphError(503, 'x', '', { 'retry-after': '2' }),
      { json: {} },
      'reset',
    ]);
    const observed: Observation[] = [];
    const graph = connect(server.baseUrl, { observe: (observation) => observed.push(observation) });
    await graph.ask('organisation', {}, ASKED);
    await assert.rejects(graph.ask('person', { id: '1' }, ASKED));
    assert.deepEqual(
      observed.slice(0, 3).map(({ request, status }) => `${request} ${status}`),
      ['organisation 503', 'organisation 200', 'person 0'],
    );
    assert.ok(observed.every(({ milliseconds }) => milliseconds >= 0));
  });

  it('tells how long it would wait', async () => {
    const clock = createHastyClock();
    const budget = createBudget({ clock });
    budget.pause('reports', 5_000);
    const graph = connect('http://127.0.0.1:1', { clock, budget });
    assert.equal(graph.expectedWait('methods', 'interactive'), 5_000);
    assert.equal(graph.expectedWait('person', 'interactive'), 0);
  });
});

describe('a request that Graph cannot answer now', () => {
  async function ask(replies: readonly Reply[], options: typeof ASKED | typeof WORK = WORK) {
    const clock = createHastyClock();
    await using server: GraphServer = await serveGraph(replies);
    const answer = await connect(server.baseUrl, { clock })
      .ask('organisation', {}, options)
      .catch((error: unknown) => error);
    return { answer, count: server.seen.length, slept: clock.slept };
  }
  const fine: Reply = { json: { fine: true } };

  it('is repeated after the time that Retry-After names', async () => {
    const { answer, slept } = await ask([
      graphError(429, 'TooManyRequests', '', { 'retry-after': '7' }),
      fine,
    ]);
    assert.deepEqual(answer, { fine: true });
    assert.deepEqual(slept, [7_000]);
  });

  it('is repeated ever more slowly where Graph names no time', async () => {
    const { answer, slept } = await ask([
      graphError(429, ''),
      graphError(503, ''),
      graphError(504, ''),
      fine,
    ]);
    assert.deepEqual(answer, { fine: true });
    assert.deepEqual(slept, [1_000, 2_000, 4_000]);
  });

  it('is sent four times and not once more, the SDK adding none of its own', async () => {
    const { answer, count } = await ask([graphError(503, 'ServiceUnavailable', '', { 'retry-after': '2' })]);
    assert.ok(answer instanceof TryAgainLater);
    assert.equal(answer.seconds, 2);
    assert.equal(count, 4);
  });

  it('is given up at once where a person would wait too long, and says for how long', async () => {
    const { answer, count } = await ask([graphError(429, '', '', { 'retry-after': '90' }), fine], ASKED);
    assert.ok(answer instanceof TryAgainLater);
    assert.equal(answer.seconds, 90);
    assert.equal(count, 1);
  });

  it('waits for longer where whoever asks has the patience', async () => {
    const patient = { ...ASKED, patience: 120_000 };
    const { answer } = await ask([graphError(429, '', '', { 'retry-after': '90' }), fine], patient);
    assert.deepEqual(answer, { fine: true });
  });

  it('holds up everything else of its class meanwhile', async () => {
    const clock = createHastyClock();
    await using server = await serveGraph([graphError(429, '', '', { 'retry-after': '90' }), fine]);
    const graph = connect(server.baseUrl, { clock });
    await assert.rejects(graph.ask('organisation', {}, ASKED), TryAgainLater);
    await assert.rejects(graph.ask('person', { id: '1' }, ASKED), TryAgainLater);
    assert.deepEqual(await graph.ask('methods', { id: '1' }, ASKED), { fine: true });
    assert.equal(server.seen.length, 2);
  });

  it('spreads those who were told to wait, by up to a tenth', async () => {
    const clock = createHastyClock();
    await using server = await serveGraph([graphError(429, '', '', { 'retry-after': '10' }), fine]);
    await connect(server.baseUrl, { clock, random: () => 1 }).ask('organisation', {}, WORK);
    assert.deepEqual(clock.slept, [11_000]);
  });

  for (const [title, broken] of [
    ['the connection is reset', 'reset'],
    ['the body is cut', 'cut'],
    ['the body is empty', { text: '' }],
    ['a gateway answers in HTML', { text: '<html>Bad gateway</html>' }],
    ['a gateway answers 502 in HTML', { status: 502, text: '<html>Bad gateway</html>' }],
  ] as const) {
    it(`is repeated where ${title}, since reading twice does no harm`, async () => {
      const { answer, count } = await ask([broken, fine]);
      assert.deepEqual(answer, { fine: true });
      assert.equal(count, 2);
    });

    it(`is unavailable where ${title} every time`, async () => {
      const { answer, count } = await ask([broken]);
      assert.ok(answer instanceof Unavailable, String(answer));
      assert.equal(count, 4);
    });
  }

  it('is unavailable where nobody listens', async () => {
    const server = await serveGraph([]);
    await server[Symbol.asyncDispose]();
    await assert.rejects(connect(server.baseUrl).ask('organisation', {}, WORK), {
      name: 'Unavailable',
      message: 'Microsoft Graph cannot be reached.',
    });
  });

  it('is unavailable where no answer comes in time', async () => {
    await using server = await serveGraph(['hang']);
    await assert.rejects(connect(server.baseUrl, { timeout: 30 }).ask('organisation', {}, WORK), {
      name: 'Unavailable',
      message: 'Microsoft Graph does not answer in time.',
    });
  });

  it('is given up when the patience of who waits is at its end, whatever an attempt may take', async () => {
    await using server = await serveGraph(['hang']);
    const asked = connect(server.baseUrl).ask('organisation', {}, { ...ASKED, patience: 30 });
    await assert.rejects(asked, { name: 'Unavailable', message: 'Microsoft Graph does not answer in time.' });
  });

  it('has for a later attempt what the earlier ones left of the patience', async () => {
    const clock = createHastyClock();
    const timers = sinon.spy(globalThis, 'setTimeout');
    try {
      const fetch = async () => {
        await clock.sleep(4_000);
        throw new TypeError('fetch failed');
      };
      await assert.rejects(connect('http://127.0.0.1:1', { clock, fetch }).ask('organisation', {}, ASKED));
      // Teams waits some fifteen seconds for the answer to a message.
      assert.deepEqual(
        timers.args.map(([, milliseconds]) => milliseconds),
        [12_000, 7_000, 1_000],
      );
    } finally {
      timers.restore();
    }
  });

  it('is unavailable where no token comes in time', async () => {
    await using server = await serveGraph([fine]);
    const graph = connect(server.baseUrl, { timeout: 30, token: () => new Promise(() => {}) });
    await assert.rejects(graph.ask('organisation', {}, WORK), { message: /in time/ });
    assert.equal(server.seen.length, 0);
  });

  it('is not repeated when the time of who waits is up', async () => {
    const clock = createHastyClock();
    const fetch = sinon.spy(async () => {
      await clock.sleep(11_500);
      throw new TypeError('fetch failed');
    });
    const graph = connect('http://127.0.0.1:1', { clock, fetch });
    await assert.rejects(graph.ask('organisation', {}, ASKED), Unavailable);
    assert.equal(fetch.callCount, 1);
  });

  it('leaves no timer behind, which would keep a finished command from ending', async () => {
    const timers = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const graph = connect('http://127.0.0.1:1', { fetch: async () => Response.json({ fine: true }) });
      assert.deepEqual(await graph.ask('organisation', {}, ASKED), { fine: true });
      assert.equal(timers.countTimers(), 0);
    } finally {
      timers.restore();
    }
  });

  it('stops when whoever asked gives up', async () => {
    const stop = new AbortController();
    await using server = await serveGraph(() => {
      stop.abort(new Error('no more'));
      return 'hang';
    });
    const asked = connect(server.baseUrl).ask('organisation', {}, { ...WORK, signal: stop.signal });
    await assert.rejects(asked, { message: 'no more' });
    assert.equal(server.seen.length, 1);
  });
});

describe('the token', () => {
  it('does not follow a redirect', async () => {
    await using elsewhere = await serveGraph([{ json: {} }]);
    const location = `${elsewhere.baseUrl}/v1.0/organization`;
    await using server = await serveGraph([{ status: 302, text: '', headers: { location } }]);
    await assert.rejects(connect(server.baseUrl).ask('organisation', {}, ASKED), Unavailable);
    assert.equal(elsewhere.seen.length, 0);
  });

  for (const address of [
    'https://graph.evil.example/v1.0/users',
    'http://127.0.0.1.evil.example/',
    '//x',
    'nonsense',
  ]) {
    it(`does not go to a next page at ${address}`, async () => {
      await using server = await serveGraph([{ json: { value: [1], '@odata.nextLink': address } }]);
      const fetched = sinon.spy(globalThis.fetch);
      const pages = connect(server.baseUrl, { fetch: fetched }).pages('registrationReport', {}, WORK, asItIs);
      await assert.rejects(drain(pages), { name: 'Unavailable', message: /another server/ });
      assert.equal(fetched.callCount, 1);
    });
  }

  it('does not take another server for Graph whose address only begins alike', async () => {
    await using server = await serveGraph((request) => ({
      json: { value: [1], '@odata.nextLink': `http://${request.headers.host}@127.0.0.1:1/v1.0/users` },
    }));
    const pages = connect(server.baseUrl).pages('registrationReport', {}, WORK, asItIs);
    await assert.rejects(drain(pages), { name: 'Unavailable', message: /another server/ });
  });
});

describe('a list of Graph', () => {
  it('is read to its end, each page as Graph addressed it and with the same headers', async () => {
    await using server = await serveGraph(threePages);
    const options = { ...WORK, query: { $top: '2' }, headers: { ConsistencyLevel: 'eventual' } };
    const rows = await drain(connect(server.baseUrl).pages('registrationReport', {}, options, asItIs));
    assert.deepEqual(rows, [10, 11, 20, 21, 30, 31]);
    const path = '/v1.0/reports/authenticationMethods/userRegistrationDetails';
    assert.deepEqual(
      server.seen.map((seen) => seen.url),
      [`${path}?$top=2`, `${path}?$top=2&$skiptoken=2`, `${path}?$top=2&$skiptoken=3`],
    );
    assert.ok(server.seen.every((seen) => seen.headers.consistencylevel === 'eventual'));
  });

  it('goes on after a page that failed in passing', async () => {
    let broken = true;
    await using server = await serveGraph((request) => {
      if (request.url.includes('$skiptoken=2') && broken) {
        broken = false;
        return 'cut';
      }
      return threePages(request);
    });
    const rows = await drain(connect(server.baseUrl).pages('registrationReport', {}, WORK, asItIs));
    assert.deepEqual(rows, [10, 11, 20, 21, 30, 31]);
  });

  it('reads one page ahead and no more', async () => {
    await using server = await serveGraph(threePages);
    const pages = connect(server.baseUrl).pages('registrationReport', {}, WORK, asItIs);
    await pages.next();
    while (server.seen.length < 2) await new Promise((resolve) => setImmediate(resolve));
    // The answer to the second page is there by the time the third could have been asked for.
    await connect(server.baseUrl).ask('person', { id: '1' }, ASKED);
    assert.equal(server.seen.filter((seen) => seen.url.includes('userRegistrationDetails')).length, 2);
    await pages.return();
  });

  it('leaves neither a failure nor a request behind when its reader stops before the end', async () => {
    await using server = await serveGraph((request, count) => (count === 1 ? threePages(request) : 'hang'));
    const unhandled = sinon.fake();
    process.on('unhandledRejection', unhandled);
    const fetched = sinon.spy(globalThis.fetch);
    try {
      for await (const page of connect(server.baseUrl, { fetch: fetched }).pages(
        'registrationReport',
        {},
        WORK,
        asItIs,
      )) {
        assert.deepEqual(page, [10, 11]);
        break;
      }
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(unhandled.callCount, 0);
      assert.equal(fetched.lastCall.args[1]?.signal?.aborted, true);
    } finally {
      process.off('unhandledRejection', unhandled);
    }
  });

  for (const [title, json] of [
    ['is not a list', { value: 'x' }],
    ['is a bare array', [1]],
    ['is nothing', null],
    ['has a next page that is not an address', { value: [], '@odata.nextLink': 7 }],
  ] as const) {
    it(`is unavailable where a page ${title}`, async () => {
      await using server = await serveGraph([{ json }]);
      const pages = connect(server.baseUrl).pages('registrationReport', {}, WORK, asItIs);
      await assert.rejects(drain(pages), { name: 'Unavailable', message: /makes no sense/ });
    });
  }

  it('is not read for ever where a page names itself as the next', async () => {
    await using server = await serveGraph((request) => ({
      json: { value: [1], '@odata.nextLink': `http://${request.headers.host}/v1.0/again` },
    }));
    const pages = connect(server.baseUrl).pages('registrationReport', {}, WORK, asItIs);
    await assert.rejects(drain(pages), { message: /makes no sense/ });
    assert.equal(server.seen.length, 2);
  });

  it('names the address that leads to no Graph where something that every tenant has is not there', async () => {
    await using server = await serveGraph([{ status: 404, text: 'not found' }]);
    const asked = connect(server.baseUrl).ask('organisation', {}, { ...ASKED, mustExist: true });
    await assert.rejects(asked, (error) => {
      assert.ok(error instanceof Unavailable);
      assert.match(error.hint, /GRAPH_BASE_URL/);
      return true;
    });
  });

  it('is unavailable where it is not there and must be', async () => {
    await using server = await serveGraph([graphError(404, 'UnknownError')]);
    const options = { ...WORK, mustExist: true } as const;
    const pages = connect(server.baseUrl).pages('registrationReport', {}, options, asItIs);
    await assert.rejects(drain(pages), Unavailable);
  });

  it('is empty where there is nothing of the kind', async () => {
    await using server = await serveGraph([graphError(404, 'ResourceNotFound')]);
    assert.deepEqual(await drain(connect(server.baseUrl).pages('registrationReport', {}, WORK, asItIs)), []);
  });
});
