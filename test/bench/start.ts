import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Running, startProcess } from '../../demo/processes.ts';

const ROUNDS = 5;
const TARGET_SECONDS = 2;
const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** Start to ready with an existing embedded database, and what the idle process holds in memory. */
export async function bench(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-start-'));
  try {
    const first = await startOnce(folder);
    const later: { seconds: number; megabytes: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) later.push(await startOnce(folder));
    const seconds = median(later.map((one) => one.seconds));
    print(`first start, which makes the database   ${first.seconds.toFixed(2)} s`);
    print(
      `start to ready with an existing one      ${seconds.toFixed(2)} s, median of ${ROUNDS} (target less than ${TARGET_SECONDS} s)`,
    );
    print(
      `resident memory, idle                    ${median(later.map((one) => one.megabytes)).toFixed(0)} MB`,
    );
    return seconds < TARGET_SECONDS;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function startOnce(folder: string): Promise<{ seconds: number; megabytes: number }> {
  const began = performance.now();
  const bot = startProcess({
    name: 'bot',
    file: MAIN,
    words: ['serve'],
    environment: { LOCAL_ONLY: 'true', PORT: '0', DATABASE_URL: `pglite:${join(folder, 'database')}` },
  });
  await bot.says(/"msg":"ready"/, 60_000);
  const seconds = (performance.now() - began) / 1000;
  const megabytes = await residentMegabytes(bot);
  await bot.stop();
  return { seconds, megabytes };
}

/** Zero where the system has no /proc to tell. */
async function residentMegabytes(bot: Running): Promise<number> {
  const status = await readFile(`/proc/${bot.pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
