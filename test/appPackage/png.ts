import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and alpha of one pixel, 0 to 255. */
  at(x: number, y: number): readonly [number, number, number, number];
}

const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

/** Reads the kind of PNG that a browser writes: eight bits a channel, RGB or RGBA, not interlaced. */
export function readPng(file: Uint8Array): Picture {
  const bytes = Buffer.from(file);
  assert.equal(bytes.toString('latin1', 1, 4), 'PNG');
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  assert.equal(bytes[24], 8, 'eight bits a channel');
  const channels = CHANNELS[bytes.readUInt8(25)] ?? assert.fail('neither RGB nor RGBA');
  assert.equal(bytes[28], 0, 'not interlaced');
  const pixels = unfilter(inflateSync(Buffer.concat([...dataOf(bytes)])), width * channels, channels);
  return {
    width,
    height,
    at(x, y) {
      const byte = (channel: number) => pixels.readUInt8((y * width + x) * channels + channel);
      return [byte(0), byte(1), byte(2), channels === 4 ? byte(3) : 255];
    },
  };
}

function* dataOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at) + 12) {
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') {
      yield bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at));
    }
  }
}

/** Each line begins with the number of its filter; a filter predicts a byte from its left, upper and upper left neighbours. */
function unfilter(filtered: Buffer, stride: number, channels: number): Buffer {
  const lines = filtered.length / (stride + 1);
  const plain = Buffer.alloc(stride * lines);
  for (let line = 0; line < lines; line += 1) {
    const filter = filtered.readUInt8(line * (stride + 1));
    for (let x = 0; x < stride; x += 1) {
      const here = line * stride + x;
      const left = x >= channels ? plain.readUInt8(here - channels) : 0;
      const up = line > 0 ? plain.readUInt8(here - stride) : 0;
      const corner = x >= channels && line > 0 ? plain.readUInt8(here - stride - channels) : 0;
      const predicted = [0, left, up, (left + up) >> 1, nearest(left, up, corner)][filter];
      assert.ok(predicted !== undefined, 'a filter that PNG knows');
      plain.writeUInt8((filtered.readUInt8(line * (stride + 1) + 1 + x) + predicted) & 255, here);
    }
  }
  return plain;
}

function nearest(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
