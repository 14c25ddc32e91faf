import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

/** Draws the two icons from their SVG sources. Run it after changing one: `node appPackage/draw.ts`. */

const BROWSER = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** Keeps the browser from asking the outside for anything while it draws. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const browser = await chromium.launch({ executablePath: BROWSER, args: QUIET });
try {
  for (const [name, side] of [
    ['color', 192],
    ['outline', 32],
  ] as const) {
    const page = await browser.newPage({ viewport: { width: side, height: side } });
    const svg = await readFile(new URL(`${name}.svg`, import.meta.url), 'utf8');
    await page.setContent(`<style>*{margin:0}svg{display:block}</style>${svg}`);
    const path = `${import.meta.dirname}/${name}.png`;
    await page.screenshot({ path, omitBackground: true });
    process.stdout.write(`${path}\n`);
  }
} finally {
  await browser.close();
}
