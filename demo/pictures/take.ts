import { fileURLToPath } from 'node:url';
import { chromium, type Locator, type Page } from 'playwright-core';
import { type Demo, startDemo, type WindowName } from '../demo.ts';

/** `npm run pictures`: the pictures in README, taken of the real thing in the vendor's chat page. */
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking';

interface Picture {
  readonly file: string;
  readonly window: WindowName;
  /** Leads to what is to be shown. */
  find(page: Page, demo: Demo): Promise<Locator>;
}

const PICTURES: readonly Picture[] = [
  {
    file: 'status.png',
    window: 'user',
    async find(page) {
      await page.locator('.ac-adaptiveCard').filter({ hasText: 'I help you sign in safely' }).waitFor();
      await say(page, 'status');
      const card = page.locator('.ac-adaptiveCard').filter({ hasText: 'You have no second step yet' });
      await card.getByRole('button', { name: 'Check again' }).waitFor();
      return card;
    },
  },
  {
    file: 'why.png',
    window: 'helpdesk',
    async find(page) {
      await say(page, 'why Regina Thalberg');
      const card = page.locator('.ac-adaptiveCard').filter({ hasText: 'Do not reset' });
      // The card completes itself once everything is read.
      await card.filter({ hasText: 'User deleted security info' }).waitFor();
      return card;
    },
  },
];

const demo = await startDemo({
  windows: [...new Set(PICTURES.map((picture) => picture.window))],
  // What people see in a real tenant.
  environment: { REGISTRATION_URL: '' },
});
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS.split(' ') });
try {
  for (const picture of PICTURES) {
    const page = await browser.newPage({ viewport: { width: 1100, height: 1700 }, deviceScaleFactor: 1.5 });
    await page.route(
      (address) => address.hostname !== 'localhost',
      (route) => route.abort(),
    );
    await page.goto(demo.windows[picture.window]?.url ?? '');
    await page.getByRole('button', { name: 'Hide log panel' }).click();
    const shown = await picture.find(page, demo);
    const path = fileURLToPath(new URL(picture.file, import.meta.url));
    await shown.screenshot({ path, animations: 'disabled' });
    process.stdout.write(`${path}\n`);
  }
} finally {
  await browser.close();
  await demo.stop();
}

async function say(page: Page, text: string): Promise<void> {
  await page.locator('div[role=textbox][contenteditable=true]').click();
  await page.locator('div[role=textbox][contenteditable=true]').pressSequentially(text);
  await page.keyboard.press('Enter');
}
