import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { type Demo, inTrouble, startDemo } from '../../demo/demo.ts';
import { type Chat, chromiumPath, launchBrowser, openChat } from '../support/browser.ts';

const skipped = chromiumPath === undefined ? ' (skipped: there is no Chromium on this machine)' : '';

describe(`why, in a real browser with the vendor’s own chat page${skipped}`, () => {
  let demo: Demo;
  let browser: Browser;
  let helpdesk: Chat;
  let caller: Chat;

  before(async function () {
    this.timeout(60_000);
    if (chromiumPath === undefined) return;
    [demo, browser] = await Promise.all([
      startDemo({ windows: ['helpdesk', 'caller'] }),
      launchBrowser(chromiumPath),
    ]);
    const { windows } = demo;
    [helpdesk, caller] = await Promise.all([
      openChat(browser, windows.helpdesk?.url ?? assert.fail('no window')),
      openChat(browser, windows.caller?.url ?? assert.fail('no window')),
    ]);
    await caller.card('I help you sign in safely').waitFor();
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
      // The simulated Graph keeps the real one's limits: the later questions wait their turn.
      this.timeout(60_000);
      await run();
    });
  };

  inBrowser('tells an ordinary user what to do, and nothing that only the helpdesk should see', async () => {
    await caller.say('why');
    const card = caller.card('Here is what to do');
    await card.waitFor({ timeout: 30_000 });
    assert.match(await card.innerText(), /prompts still go to your old phone/);
    assert.doesNotMatch(await card.innerText(), /500121|confidence|Ruled out/i);
    await caller.say(`why ${demo.company.named.helpdesk.displayName}`);
    await caller.card('This is for the helpdesk').waitFor();
  });

  inBrowser('leads from the question to the steps in the caller’s own chat', async () => {
    const { displayName } = demo.windows.caller?.person ?? assert.fail('no caller');
    await helpdesk.say(`why ${displayName}`);
    const card = helpdesk.card(`${displayName}: prompts go to an old phone`);
    await card.getByRole('button', { name: 'Send the steps' }).waitFor({ timeout: 30_000 });
    assert.match(
      await card.innerText(),
      /High confidence[\s\S]*Next[\s\S]*What the logs show[\s\S]*iPhone 11/,
    );
    const say = card.getByText('Die Anfragen gehen noch an Ihr altes Telefon');
    assert.equal(await say.isVisible(), false);
    await card.getByText(`Say this to ${displayName}`).click();
    await say.waitFor();
    await card.getByRole('button', { name: 'Send the steps' }).click();
    await card.getByText('I sent the steps to').waitFor();
    assert.equal(await card.getByRole('button', { name: 'Send the steps' }).count(), 0);
    await caller.card('From your helpdesk').getByText(new URL(demo.registrationUrl).host).first().waitFor();
  });

  inBrowser('shows a taken account in red, and says what must not be done', async () => {
    const { displayName } = inTrouble(demo.company, 'account-takeover');
    await helpdesk.say(`why ${displayName}`);
    const card = helpdesk.card(`${displayName}: somebody may have taken the account`);
    const word = card.getByText('Do not reset ·');
    await word.waitFor({ timeout: 40_000 });
    const colour = await word.evaluate(colourOf);
    const [red = 0, green = 0] = (colour.match(/\d+/g) ?? []).map(Number);
    assert.ok(red > 2 * green, `the words are ${red} red and ${green} green`);
    assert.match(await card.innerText(), /Never\s+Do not reset MFA/);
    assert.equal(await card.getByRole('button', { name: 'Send the steps' }).count(), 0);
  });

  inBrowser('lets the helpdesk choose among people of one name, in free words', async () => {
    await helpdesk.say("why can't Alice sign in since yesterday?");
    const chooser = helpdesk.card('people fit');
    await chooser.waitFor({ timeout: 20_000 });
    await chooser.getByRole('button', { name: 'Choose' }).first().click();
    await helpdesk.card(/Alice \w+: /).waitFor({ timeout: 40_000 });
  });
});

/** Runs in the page; Node's types know no styles. */
function colourOf(element: unknown): string {
  const page = globalThis as unknown as { getComputedStyle(of: unknown): { color: string } };
  return page.getComputedStyle(element).color;
}
