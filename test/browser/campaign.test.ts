import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { type Demo, startDemo } from '../../demo/demo.ts';
import { type Chat, chromiumPath, launchBrowser, openChat } from '../support/browser.ts';

const skipped = chromiumPath === undefined ? ' (skipped: there is no Chromium on this machine)' : '';
const NAME = 'Autumn';
/** The simulated Graph keeps the real one's limits, so that reading and looking take their time. */
const PATIENT = { timeout: 45_000 };

describe(`a campaign, in a real browser with the vendor’s own chat page${skipped}`, () => {
  let demo: Demo;
  let browser: Browser;
  let user: Chat;
  let helpdesk: Chat;
  let admin: Chat;

  before(async function () {
    this.timeout(90_000);
    if (chromiumPath === undefined) return;
    [demo, browser] = await Promise.all([
      // Nobody of the crowd acts by themselves: what happens here is pressed here.
      startDemo({ windows: ['user', 'helpdesk', 'admin'], crowd: { perMinute: 0 } }),
      launchBrowser(chromiumPath),
    ]);
    const open = (name: 'user' | 'helpdesk' | 'admin') =>
      openChat(browser, demo.windows[name]?.url ?? assert.fail('no window'));
    [user, helpdesk, admin] = await Promise.all([open('user'), open('helpdesk'), open('admin')]);
    for (const chat of [user, helpdesk, admin]) await chat.card('I help you sign in safely').waitFor(PATIENT);
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
  const theirs = () => user.page.locator('.ac-adaptiveCard').last();
  const campaign = () => admin.card(`${NAME}:`).last();

  inBrowser('is written, foretold, previewed and started by an administrator', async () => {
    await admin.say('campaign new');
    const form = admin.card('Save and preview').last();
    await form.waitFor(PATIENT);
    await form.getByRole('textbox').first().fill(NAME);
    await form.getByRole('combobox').last().click();
    await admin.page.getByRole('option', { name: 'At once' }).click();
    await form.getByRole('button', { name: 'Save and preview' }).click();
    const draft = admin.card(NAME).last();
    await draft
      .getByRole('button', { name: 'Check again' })
      .or(draft.getByRole('button', { name: 'Start' }))
      .waitFor(PATIENT);
    for (
      let looks = 0;
      looks < 15 && !(await draft.getByRole('button', { name: 'Start' }).isVisible());
      looks += 1
    ) {
      await draft.getByRole('button', { name: 'Check again' }).click();
      await draft
        .getByRole('button', { name: 'Start' })
        .waitFor({ timeout: 4_000 })
        .catch(() => undefined);
    }
    assert.match(await campaign().innerText(), /\d+ people to write to[\s\S]*Left out/);
    await campaign().getByRole('button', { name: 'Preview' }).click();
    await campaign().getByRole('button', { name: 'Send me the preview' }).click();
    await admin.card('Preview: only you see this card').waitFor(PATIENT);
    await campaign().getByRole('button', { name: 'Start' }).click();
    await campaign().getByText('Running').waitFor(PATIENT);
  });

  inBrowser(
    'reaches the user, is honest about what Graph does not show, and the helpdesk hears of a question',
    async () => {
      await theirs().getByRole('button', { name: 'I’ve done it' }).waitFor(PATIENT);
      assert.match(
        await theirs().innerText(),
        /From your IT · Haldenbrook Outdoor[\s\S]*We never ask for a password/,
      );
      await theirs().getByRole('button', { name: 'I’ve done it' }).click();
      await user.card('I don’t see it yet').waitFor(PATIENT);
      await theirs().getByRole('button', { name: 'I need help' }).click();
      await theirs().getByRole('textbox').first().fill('Where do I begin with a new phone?');
      await theirs().getByRole('button', { name: 'Send to the helpdesk' }).click();
      await user.card('The helpdesk has your message').waitFor(PATIENT);
      const question = helpdesk.card('Alex Winter needs help');
      await question.waitFor(PATIENT);
      assert.match(await question.innerText(), /Where do I begin with a new phone\?[\s\S]*What triage says/);
    },
  );

  inBrowser('turns the user’s card green once they have registered', async () => {
    const page = await browser.newPage();
    await page.goto(demo.registrationUrl);
    await page.getByRole('link', { name: /Alex Winter/ }).click();
    await page.getByRole('button', { name: 'Add Microsoft Authenticator' }).click();
    await page.getByText('Microsoft Authenticator was added').waitFor();
    await theirs().getByRole('button', { name: 'I’ve done it' }).click();
    await user.card('You’re all set').waitFor(PATIENT);
    assert.equal(await theirs().getByRole('button', { name: 'I’ve done it' }).count(), 0);
  });

  inBrowser('shows the administrator how far it is, and stops when it is paused', async () => {
    await campaign()
      .getByText(/Done[\s\S]*1 of/)
      .first()
      .waitFor(PATIENT);
    await campaign().getByRole('button', { name: 'Pause' }).click();
    await campaign().getByText('Paused').waitFor(PATIENT);
    await campaign().getByRole('button', { name: 'Resume' }).waitFor();
  });
});
