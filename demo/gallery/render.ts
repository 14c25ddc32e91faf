import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { render } from '../../src/cards/render.ts';
import type { CardName } from '../../src/cards/templates.ts';
import { type Texts, textsFor } from '../../src/cards/texts.ts';
import { DRAW, type Figure, page } from './page.ts';
import { TIME_ZONE } from './samples/people.ts';
import { CARD_NAMES, SAMPLES } from './samples.ts';
import { THEMES, type ThemeName } from './themes.ts';
import { sampleFile, sampleFileOf } from './views.ts';

const OUT = fileURLToPath(new URL('../../out/cards/', import.meta.url));
const RENDERER = fileURLToPath(import.meta.resolve('adaptivecards/dist/adaptivecards.min.js'));

const { values } = parseArgs({
  options: {
    card: { type: 'string' },
    // Writes cards/*.sample.json anew instead of drawing.
    views: { type: 'boolean', default: false },
    lang: { type: 'string', default: 'en' },
    theme: { type: 'string', multiple: true, default: ['light', 'dark', 'contrast'] },
    // A phone's chat and a desktop's.
    width: { type: 'string', multiple: true, default: ['300', '640'] },
  },
});
const names = CARD_NAMES.filter((name) => values.card === undefined || name === values.card);
if (names.length === 0) {
  process.stderr.write(`There is no card ${values.card}. Cards: ${CARD_NAMES.join(', ')}\n`);
  process.exit(2);
}
if (values.views) {
  for (const name of names) await writeFile(sampleFileOf(name), sampleFile(name));
  process.exit();
}
const themes = (Object.keys(THEMES) as ThemeName[]).filter((theme) => values.theme.includes(theme));
const texts = textsFor(values.lang, TIME_ZONE);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
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
try {
  for (const name of names) await drawCard(browser, name, texts);
} finally {
  await browser.close();
}
await writeFile(`${OUT}index.html`, indexPage());
process.stdout.write(`Drawn: ${OUT}index.html\n`);

/** One picture for each state, theme and width, and one sheet with all states of the card. */
async function drawCard(in_: Browser, name: CardName, inLanguage: Texts): Promise<void> {
  const folder = `${OUT}${name}/`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const figures = statesOf(name, inLanguage);
  const sheet = await in_.newPage({ viewport: { width: 1700, height: 1000 } });
  await sheet.setContent(page(figures));
  await sheet.addScriptTag({ path: RENDERER });
  await sheet.addScriptTag({ content: DRAW });
  for (const figure of figures) {
    await sheet.locator(`[id="${figure.id}"]`).screenshot({ path: `${folder}${figure.id}.png` });
  }
  await sheet.screenshot({ path: `${OUT}${name}.png`, fullPage: true });
  await sheet.close();
}

function statesOf(name: CardName, inLanguage: Texts): readonly Figure[] {
  return Object.entries(SAMPLES[name]).flatMap(([state, view]) => {
    const { card } = render(name, view(inLanguage));
    return themes.flatMap((theme) =>
      values.width.map(Number).map((width) => ({
        id: `${state.replace(/\W+/g, '-')}-${theme}-${width}`,
        caption: `${name} · ${state} · ${theme} · ${width} px`,
        card,
        theme,
        width,
        rtl: inLanguage.dir === 'rtl',
        lang: inLanguage.language,
        unfolded: width === 300,
      })),
    );
  });
}

function indexPage(): string {
  const sheets = names.map(
    (name) => `<h2>${name}</h2><img src="${name}.png" alt="Every state of the ${name} card">`,
  );
  return `<!doctype html><meta charset="utf-8"><title>Cards</title><style>body{font-family:sans-serif}img{max-width:100%}</style>${sheets.join('')}`;
}
