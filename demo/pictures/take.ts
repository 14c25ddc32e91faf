import { fileURLToPath } from 'node:url';
import { chromium, type Locator, type Page } from 'playwright-core';
import { type Demo, startDemo, type WindowName } from '../demo.ts';

/** `npm run pictures`: the pictures in README, taken of the real thing in the vendor's chat page. */
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const FLAGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking';

/** Of some sixty colleagues; most of them register. */
const ACTS = 40;
const ENOUGH_DONE = /: [2-9]\d(\.\d)?% have done it/;

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
  {
    file: 'campaign.png',
    window: 'admin',
    async find(page, demo) {
      await say(page, 'campaign new');
      const form = page.locator('.ac-adaptiveCard').filter({ hasText: 'Save and preview' }).last();
      await form.getByRole('textbox').first().fill('Everybody safe by Christmas');
      await form.getByRole('combobox').last().click();
      await page.getByRole('option', { name: 'At once' }).click();
      await form.getByRole('button', { name: 'Save and preview' }).click();
      const card = page.locator('.ac-adaptiveCard').filter({ hasText: 'Everybody safe by Christmas' }).last();
      const start = card.getByRole('button', { name: 'Start' });
      while (!(await start.isVisible())) {
        await card.getByRole('button', { name: 'Check again' }).click();
        await start.waitFor({ timeout: 4_000 }).catch(() => undefined);
      }
      await start.click();
      await card.getByText('Running').waitFor();
      for (let acts = 0; acts < ACTS; acts += 1) {
        while (!(await demo.crowd?.actNow())) await page.waitForTimeout(500);
      }
      // Whoever has registered is noticed within the next looks, and the card edits itself.
      await card.getByText(ENOUGH_DONE).first().waitFor({ timeout: 240_000 });
      return card;
    },
  },
  {
    file: 'reminder.png',
    window: 'user',
    async find(page) {
      const card = page.locator('.ac-adaptiveCard').filter({ hasText: 'Please set up your second step' });
      await card.waitFor();
      return card;
    },
  },
];

const demo = await startDemo({
  windows: [...new Set(PICTURES.map((picture) => picture.window))],
  crowd: { perMinute: 0 },
  // What people see in a real tenant.
  environment: { REGISTRATION_URL: '' },
});
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS.split(' ') });
try {
  // One page for each window: what was said to it before it was open, it never shows.
  const pages = new Map<WindowName, Page>();
  for (const { window } of PICTURES) {
    if (!pages.has(window)) pages.set(window, await open(demo.windows[window]?.url ?? ''));
  }
  for (const { file, window, find } of PICTURES) {
    const page = pages.get(window);
    if (page === undefined) continue;
    await page.bringToFront();
    const shown = await find(page, demo);
    const path = fileURLToPath(new URL(file, import.meta.url));
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

async function open(url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 1700 }, deviceScaleFactor: 1.5 });
  await page.route(
    (address) => address.hostname !== 'localhost',
    (route) => route.abort(),
  );
  await page.goto(url);
  await page.getByRole('button', { name: 'Hide log panel' }).click();
  return page;
}
