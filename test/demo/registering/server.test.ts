import assert from 'node:assert/strict';
import { request } from 'node:http';
import { type RegistrationPage, startRegistrationPage } from '../../../demo/registering/server.ts';
import { type Company, createCompany } from '../../../demo/tenant/company.ts';

describe('the simulated registration page', () => {
  let company: Company;
  let page: RegistrationPage;

  beforeEach(async () => {
    company = createCompany();
    page = await startRegistrationPage({ company, suggested: [company.named.user], port: 0 });
  });
  afterEach(() => page.stop());

  const read = async (query: Record<string, string> = {}) =>
    (await fetch(`${page.url}?${new URLSearchParams(query)}`)).text();
  const add = (form: Record<string, string>) =>
    fetch(page.url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  const shown = (id: string) => company.methodsShown(company.account(id)).length;

  it('says on every page that it is simulated', async () => {
    for (const text of [await read(), await read({ as: company.named.user.id })]) {
      assert.match(text, /Simulated page/);
    }
  });

  it('offers the people of the windows first, and finds everybody else by name', async () => {
    assert.match(await read(), /Alex Winter/);
    assert.doesNotMatch(await read(), /Ingrid Halvorsen/);
    assert.match(await read({ as: 'halvorsen' }), /Ingrid Halvorsen/);
    assert.match(await read({ as: 'nobody of this name' }), /Nobody fits/);
  });

  it('adds what was pressed, for the methods and the log to show at once', async () => {
    const { id } = company.named.user;
    const before = shown(id);
    const answer = await add({ as: id, method: 'authenticator' });
    assert.equal(answer.status, 303);
    assert.equal(shown(id), before + 1);
    assert.equal(company.audits[0]?.activityDisplayName, 'User registered security info');
    const text = await (await fetch(new URL(answer.headers.get('location') ?? '', page.url))).text();
    assert.match(text, /Microsoft Authenticator was added/);
    await add({ as: id, method: 'passkey' });
    await add({ as: id, method: 'passkey' });
    const ids = company.account(id).methods.map((method) => method.id);
    assert.equal(new Set(ids).size, ids.length, 'each has an id of its own');
  });

  it('lets Graph show it late where that is asked for', async () => {
    const { id } = company.named.user;
    const before = shown(id);
    await add({ as: id, method: 'authenticator', late: 'on' });
    assert.equal(shown(id), before);
    assert.equal(company.account(id).methods.length, before + 1);
  });

  it('writes names as text, whatever stands in them', async () => {
    const text = await read({ as: '"><script>alert(1)</script>' });
    assert.doesNotMatch(text, /<script>/);
    assert.match(await read({ as: company.named.apostrophe.id }), /Siobhán O&#39;Leary/);
  });

  it('refuses a form that is none, and somebody who is nobody', async () => {
    for (const form of [{}, { as: company.named.user.id, method: 'sms' }, { as: 'x', method: 'passkey' }]) {
      assert.equal((await add(form)).status, 400);
    }
  });

  it('answers no name but this machine’s', async () => {
    const status = await new Promise((resolve, reject) => {
      const url = new URL(page.url);
      request({ port: url.port, hostname: url.hostname, headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .once('error', reject)
        .end();
    });
    assert.equal(status, 403);
  });
});
