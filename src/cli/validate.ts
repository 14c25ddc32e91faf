import { UserError } from '../errors.ts';
import type { PartState, Validation } from '../rollout/validation.ts';
import { verdictOf } from '../rollout/validation.ts';
import type { CliCommand, ToldValidation } from './command.ts';
import { AlreadyTold, errorDocument, errorText, exitStatus } from './exit.ts';

export const validate: CliCommand = {
  name: 'validate',
  usage: 'muster validate [--json|--html [--language CODE]]',
  summary: 'Whether the rollout is done, part by part; as a page to print and sign with --html.',
  flags: { json: { type: 'boolean' }, html: { type: 'boolean' }, language: { type: 'string' } },
  positionals: 0,
  async run({ flags, out, say, tools }) {
    if (flags.json && flags.html) {
      throw new UserError('usage', '--json and --html exclude each other.', 'Ask for one of them.');
    }
    const source = await tools();
    const told = await source.validate(typeof flags.language === 'string' ? flags.language : 'en');
    const failure = failureOf(told.validation);
    if (flags.html) await out(told.page);
    else if (flags.json) {
      const document = { ...(failure ? errorDocument(failure) : {}), ...validationDocument(told) };
      await out(`${JSON.stringify(document)}\n`);
    } else await out(text(told));
    for (const bug of told.validation.bugs) say(errorText(bug));
    if (failure) throw new AlreadyTold(failure);
  },
};

function validationDocument({ validation, parts }: ToldValidation): object {
  const { registered, exceptions, failures, enforcedAt, asOf } = validation;
  return {
    verdict: verdictOf(validation),
    parts,
    registered,
    exceptions,
    failures: failures && {
      since: failures.since.toISOString(),
      byQuarterOfAnHour: failures.slots.map(({ from, ...slot }) => ({ from: from.toISOString(), ...slot })),
    },
    enforcedAt: enforcedAt?.toISOString() ?? null,
    asOf: asOf.toISOString(),
  };
}

/** What is open or not known is an answer. It is a failure where nothing could be read, and where we made a mistake. */
function failureOf({ parts, bugs }: Pick<Validation, 'parts' | 'bugs'>): Error | null {
  const [bug] = bugs;
  if (bug) return bug;
  const errors = parts.flatMap(({ missing }) => missing);
  if (!parts.every(({ state }) => state === 'unknown')) return null;
  return errors.toSorted((one, other) => exitStatus(other) - exitStatus(one))[0] ?? null;
}

const MARKS: Readonly<Record<PartState, string>> = { open: 'OPEN', unknown: '????', pass: 'ok  ' };
const INDENT = '      ';

function text({ validation, parts }: ToldValidation): string {
  const blocks = parts.map(({ state, title, found, next }) =>
    [`${MARKS[state]}  ${title}`, ...[...found, next].filter(Boolean).map((line) => `${INDENT}${line}`)].join(
      '\n',
    ),
  );
  const verdict = { pass: 'Done.', open: 'Not done yet.', unknown: 'Not everything is known.', reading: '' };
  const { registered, exceptions, asOf } = validation;
  const figures = registered === null ? '' : `${registered.registered} of ${registered.people} registered. `;
  const others = exceptions === null ? '' : `${exceptions.length} exceptions.`;
  return [
    ...blocks,
    '',
    `${verdict[verdictOf(validation)]} ${figures}${others}`.trim(),
    `Read from ${asOf.toISOString()} on.`,
    '',
  ].join('\n');
}
