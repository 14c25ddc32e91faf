import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { type Demo, startDemo } from '../../demo/demo.ts';
import { type Chat, chromiumPath, launchBrowser, openChat } from '../support/browser.ts';

const skipped = chromiumPath === undefined ? ' (skipped: there is no Chromium on this machine)' : '';
/** The simulated Graph keeps the real one's limits: the reports take their time. */
const PATIENT = { timeout: 60_000 };

describe(`a rollout, in a real browser with the vendor’s own chat page${skipped}`, () => {
  let demo: Demo;
  let browser: Browser;
  let admin: Chat;

  before(async function () {
    this.timeout(90_000);
    if (chromiumPath === undefined) return;
    [demo, browser] = await Promise.all([startDemo({ windows: ['admin'] }), launchBrowser(chromiumPath)]);
    admin = await openChat(browser, demo.windows.admin?.url ?? assert.fail('no window'));
    await admin.card('I help you sign in safely').waitFor(PATIENT);
  });

  after(async function () {
    this.timeout(20_000);
    if (chromiumPath === undefined) return;
    await browser.close();
    await demo.stop();
  });

  const inBrowser = (title: string, run: () => Promise<void>) => {
    it(title, async function () {
      if (chromiumPath === undefined) return this.skip();
      this.timeout(120_000);
      await run();
    });
  };
  const newest = () => admin.page.locator('.ac-adaptiveCard').last();

  inBrowser('begins with whether the tenant is ready, gate by gate, the worst first', async () => {
    await admin.say('readiness');
    const card = admin.card('Not ready yet');
    await card.getByText('In order (').waitFor(PATIENT);
    const text = await card.innerText();
    const places = ['Mend before you go on', 'Look at before you go on', 'In order ('].map((one) =>
      text.indexOf(one),
    );
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other),
    );
    assert.ok(!places.includes(-1), text);
    await card.getByText('Emergency accounts were tested').click();
    await card.getByRole('link', { name: 'Open the page in Entra' }).first().waitFor(PATIENT);
  });

  inBrowser('has a plan of five phases with their days, none of them on a weekend', async () => {
    await admin.say('plan');
    await admin.card('There is no plan yet').getByRole('button', { name: 'Plan the rollout' }).click(PATIENT);
    await newest().getByRole('button', { name: 'Save', exact: true }).click(PATIENT);
    await newest()
      .getByRole('button', { name: 'Save', exact: true })
      .waitFor({ ...PATIENT, state: 'detached' });
    const text = await newest().innerText();
    const phases = ['Prepare', 'Register', 'Pilot', 'Enforce', 'Validate'];
    for (const phase of phases) assert.ok(text.includes(phase), text);
    assert.match(text, /December/);
    assert.doesNotMatch(text, /Enforce[^\n]*\n+[^\n]*(Friday|Saturday|Sunday)/);
  });

  inBrowser('watches an enforcement, and stops when it is told to', async () => {
    await admin.say('watch');
    await admin
      .card('Nobody watches at the moment')
      .getByRole('button', { name: 'Start watching' })
      .click(PATIENT);
    await newest().getByRole('button', { name: 'Stop watching' }).waitFor(PATIENT);
    assert.match(await newest().innerText(), /Who\s+Everybody[\s\S]*Helpdesk cases/);
    await newest().getByRole('button', { name: 'Stop watching' }).click();
    await newest().getByText('The watch has ended').waitFor(PATIENT);
  });
});
