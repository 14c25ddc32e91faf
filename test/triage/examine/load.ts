import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { CASE_FILE, type Case } from './format.ts';

const FOLDER = new URL('../cases/', import.meta.url);

export interface CaseOnFile {
  /** The file without `.json`: a cause, a guard, or what the cases have in common. */
  readonly file: string;
  readonly told: Case;
}

/** Every case, file by file. A file that says something unknown is an error that names the place. */
export function loadCases(): readonly CaseOnFile[] {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort();
  return files.flatMap((name) => {
    const file = name.replace(/\.json$/, '');
    const read = CASE_FILE.safeParse(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')));
    if (!read.success) throw new Error(`${name}: ${z.prettifyError(read.error)}`);
    return read.data.map((told) => ({ file, told }));
  });
}
