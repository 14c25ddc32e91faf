import type { Card } from '../../src/cards/card.ts';
import { THEMES, type ThemeName } from './themes.ts';

export interface Figure {
  readonly id: string;
  readonly caption: string;
  readonly card: Card;
  readonly theme: ThemeName;
  readonly width: number;
  readonly rtl: boolean;
  readonly lang: string;
  /** Opens what is folded, so that it can be looked at too. */
  readonly unfolded: boolean;
}

/** One page that draws all of these figures with the official renderer. */
export function page(figures: readonly Figure[]): string {
  const themes = Object.entries(THEMES).map(([name, theme]) => css(name, theme));
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}${themes.join('')}</style>
<main></main>
<script>window.figures = ${json(figures)}; window.hostConfigs = ${json(hostConfigs())};</script>`;
}

const hostConfigs = () =>
  Object.fromEntries(Object.entries(THEMES).map(([name, theme]) => [name, theme.hostConfig]));

/** Inside a script element `<` could end it. */
const json = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');

/** Runs in the page, after the renderer's own script. */
export const DRAW = `
for (const figure of figures) {
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(hostConfigs[figure.theme]);
  card.parse(figure.card);
  const frame = document.createElement('figure');
  frame.className = figure.theme;
  frame.id = figure.id;
  frame.lang = figure.lang;
  frame.dir = figure.rtl ? 'rtl' : 'ltr';
  const caption = document.createElement('figcaption');
  caption.textContent = figure.caption;
  caption.dir = 'ltr';
  const paper = document.createElement('div');
  paper.className = 'paper';
  paper.style.width = figure.width + 'px';
  document.querySelector('main').append(frame);
  frame.append(caption, paper);
  paper.append(card.render());
  if (figure.unfolded) {
    const ids = [...JSON.stringify(figure.card).matchAll(/"id":"(detail[^"]*)"/g)].map(([, id]) => id);
    for (const id of ids) card.getElementById(id).isVisible = !id.endsWith('-closed');
  }
}`;

const STYLE = `
* { box-sizing: border-box }
body { margin: 0; font: 12px 'Segoe UI', 'Noto Sans', sans-serif }
main { display: flex; flex-wrap: wrap; align-items: flex-start }
figure { margin: 0; padding: 16px }
figcaption { font-size: 11px; opacity: .7; padding-bottom: 8px }
.paper { border: 1px solid; border-radius: 8px; overflow: hidden }
.ac-adaptiveCard { outline: none }
.ac-actionSet { flex-wrap: wrap; gap: 8px }
.ac-actionSet > div[style*="width: 8px"] { display: none }
.ac-pushButton { font: 600 14px/20px 'Segoe UI', 'Noto Sans', 'Noto Sans Arabic', 'Noto Sans CJK JP', sans-serif; border: 1px solid; border-radius: 4px; padding: 5px 12px; min-height: 32px; text-align: center }
.ac-pushButton > div { white-space: normal !important }
.ac-selectable { cursor: pointer }
/* Teams rounds the containers that ask for it; the open renderer does not know how. */
.ac-container[style*="background-color"] { border-radius: 6px }
`;

function css(name: string, theme: (typeof THEMES)[ThemeName]): string {
  const contrast =
    name === 'contrast'
      ? `.contrast .ac-container[style*="background-color"] { border: 1px solid #fff }`
      : '';
  return `
.${name} { background: ${theme.page}; color: ${theme.text} }
.${name} .paper { background: ${theme.card}; border-color: ${theme.line} }
.${name} .ac-pushButton { background: ${theme.button}; color: ${theme.text}; border-color: ${theme.line} }
.${name} .ac-pushButton.style-positive { background: ${theme.primary}; color: ${theme.onPrimary}; border-color: ${theme.primary} }
${contrast}`;
}
