import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import manifest from '../../appPackage/manifest.json' with { type: 'json' };
import { type Picture, readPng } from './png.ts';

const color = readPng(readFileSync(`appPackage/${manifest.icons.color}`));
const outline = readPng(readFileSync(`appPackage/${manifest.icons.outline}`));

/** A browser scatters the steps of a gradient by one or two. */
function alike(one: readonly number[], other: readonly number[]): boolean {
  return one.every((channel, index) => Math.abs(channel - (other[index] ?? 0)) <= 3);
}

function* pixelsOf(picture: Picture) {
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) yield picture.at(x, y);
  }
}

describe('the app’s icons', () => {
  it('are as large as Teams wants them', () => {
    assert.deepEqual([color.width, color.height], [192, 192]);
    assert.deepEqual([outline.width, outline.height], [32, 32]);
  });

  it('fill the whole square in colour, because Teams cuts the corners itself', () => {
    for (const [, , , alpha] of pixelsOf(color)) assert.equal(alpha, 255);
  });

  it('keep the coloured mark inside the middle 120 pixels, outside which Teams may cut', () => {
    const margin = (192 - 120) / 2;
    for (let y = 0; y < 192; y += 1) {
      const ground = color.at(0, y);
      for (let x = 0; x < 192; x += 1) {
        const inside = x >= margin && x < 192 - margin && y >= margin && y < 192 - margin;
        if (!inside) assert.ok(alike(color.at(x, y), ground), `something is drawn at ${x}, ${y}`);
      }
    }
    assert.ok(!alike(color.at(96, 45), color.at(0, 45)), 'the mark itself is drawn');
  });

  it('are white on nothing as an outline', () => {
    const all = [...pixelsOf(outline)];
    for (const [red, green, blue, alpha] of all) {
      if (alpha > 0) assert.deepEqual([red, green, blue], [255, 255, 255]);
    }
    const white = all.reduce((sum, [, , , alpha]) => sum + alpha / 255, 0);
    assert.ok(white > 150 && white < 500, `${white} white pixels: not an outline that can be seen`);
    assert.equal(outline.at(0, 0)[3], 0);
  });

  it('stand on the colour that the manifest names as accent', () => {
    const accent = Number.parseInt(manifest.accentColor.slice(1), 16);
    const ground = color.at(0, 191);
    assert.ok(
      alike(ground, [accent >> 16, (accent >> 8) & 255, accent & 255, 255]),
      `the icon’s ground is ${ground}`,
    );
  });
});
