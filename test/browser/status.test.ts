import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { type Demo, startDemo } from '../../demo/demo.ts';
import { chromiumPath, launchBrowser, openChat } from '../support/browser.ts';

const skipped = chromiumPath === undefined ? ' (skipped: there is no Chromium on this machine)' : '';

describe(`in a real browser, with the vendor’s own chat page${skipped}`, () => {
  let demo: Demo;
  let browser: Browser;

  before(async function () {
    this.timeout(60_000);
    if (chromiumPath === undefined) return;
    [demo, browser] = await Promise.all([
      startDemo({ windows: ['user', 'helpdesk'] }),
      launchBrowser(chromiumPath),
    ]);
  });

  after(async function () {
    this.timeout(20_000);
    if (chromiumPath === undefined) return;
    await browser.close();
    await demo.stop();
  });

  const inBrowser = (title: string, run: () => Promise<void>) => {
    it(title, async function () {
      if (chromiumPath === undefined) {
        return this.skip();
      }
      this.timeout(30_000);
      await run();
    });
  };

  inBrowser(
    'greets, answers status with a card, and turns that card green when its button is pressed',
    async () => {
      const { user } = demo.company.named;
      const chat = await openChat(browser, demo.windows.user?.url ?? assert.fail('no window'));
      await chat.card('I help you sign in safely').waitFor();
      await chat.say('status');
      const card = chat.card('You have no second step yet');
      await card.waitFor();
      assert.equal(await card.count(), 1);
      const passkeys = demo.company.account(demo.company.named.security.id).methods;
      const key = passkeys.find((method) => String(method['@odata.type']).includes('fido2'));
      demo.company.registerMethod(user.id, key ?? assert.fail('no key to register'));
      await card.getByRole('button', { name: 'Check again' }).click();
      await chat.card('You have the strongest second step').waitFor();
      assert.equal(await chat.card('You have no second step yet').count(), 0);
    },
  );

  inBrowser('lets the helpdesk choose among people of one name', async () => {
    const chat = await openChat(browser, demo.windows.helpdesk?.url ?? assert.fail('no window'));
    await chat.say('status Alice');
    const chooser = chat.card('people fit');
    await chooser.waitFor();
    await chooser
      .getByRole('button', { name: /Choose/ })
      .first()
      .click();
    await chat.card(/^.*Alice Martin.*second step/s).waitFor();
  });
});
