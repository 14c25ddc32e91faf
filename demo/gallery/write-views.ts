import { writeFile } from 'node:fs/promises';
import { CARD_NAMES } from './samples.ts';
import { sampleFile, sampleFileOf } from './views.ts';

for (const name of CARD_NAMES) await writeFile(sampleFileOf(name), sampleFile(name));
