import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const CANDIDATES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Undefined where this machine has none: browser tests then say so and are skipped. */
export const chromiumPath = CANDIDATES.find((path) => path !== undefined && existsSync(path));

export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** The Playground as somebody who chats sees it. Nothing is fetched from outside this machine. */
export async function openChat(browser: Browser, url: string): Promise<Chat> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.route(
    (address) => !['localhost', '127.0.0.1'].includes(address.hostname),
    (route) => route.abort(),
  );
  await page.goto(url);
  await input(page).waitFor();
  return {
    page,
    async say(text) {
      await input(page).click();
      await input(page).pressSequentially(text);
      await page.keyboard.press('Enter');
    },
    card: (text) => page.locator('.ac-adaptiveCard').filter({ hasText: text }),
  };
}

export interface Chat {
  readonly page: Page;
  say(text: string): Promise<void>;
  card(text: string | RegExp): ReturnType<Page['locator']>;
}

function input(page: Page) {
  return page.locator('div[role=textbox][contenteditable=true]');
}
