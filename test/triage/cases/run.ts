import { parseArgs } from 'node:util';
import { examineBlind } from '../examine/blind.ts';
import { examine } from '../examine/examine.ts';
import { loadCases } from '../examine/load.ts';
import { isSafe, scoreTable, share } from '../examine/table.ts';
import { examineTogether } from '../examine/together.ts';
import { twisted } from '../examine/twists.ts';

/** `npm run triage:cases`: how well Muster says why people could not sign in. See README.md beside this file. */
const { values } = parseArgs({
  options: {
    /** The share of cases, 0 to 1, below which this fails. */
    least: { type: 'string', default: '0.95' },
    /** Only files or titles that contain this. */
    only: { type: 'string', default: '' },
    /** Tells every case in another way that leaves its cause the same. */
    twist: { type: 'string' },
    /** Puts everybody who can stand beside others into one company. */
    together: { type: 'boolean', default: false },
    /** Takes something out of Muster's sight; then an answer must not be wrong and sure of itself. */
    blind: { type: 'string' },
    /** Prints each answer as well. */
    answers: { type: 'boolean', default: false },
  },
});

const wanted = values.only.toLowerCase();
const cases = loadCases().filter(({ file, told }) => `${file} ${told.title}`.toLowerCase().includes(wanted));
const told = values.twist === undefined ? cases : twisted(values.twist, cases);
const results = await (values.blind !== undefined
  ? examineBlind(values.blind, told)
  : values.together
    ? examineTogether(told)
    : examine(told));
if (values.answers) {
  for (const { case: one, out } of results) process.stdout.write(`${one.file}: ${one.told.title}\n${out}\n`);
}
process.stdout.write(`${scoreTable(results)}\n`);
process.exitCode = isSafe(results) && share(results) >= Number(values.least) ? 0 : 1;
