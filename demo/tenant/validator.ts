import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Answer, Call } from './call.ts';
import { readSchemaFile, type Version } from './model.ts';

interface SchemaFile {
  readonly patterns: Readonly<Record<string, unknown>>;
  readonly roots: Readonly<Record<string, string>>;
  readonly $defs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const ajv = new Ajv2020({ allErrors: true, strict: false });
const compiled = new Map<string, ValidateFunction>();
const files = new Map<Version, SchemaFile>();

function schemaFile(version: Version): SchemaFile {
  let file = files.get(version);
  if (file === undefined) {
    file = readSchemaFile(`${version}.json`) as SchemaFile;
    files.set(version, file);
    const patterns = file.patterns;
    const $defs = Object.entries(file.$defs).map(([name, schema]) => {
      const pattern = schema.patternProperties;
      return [
        name,
        typeof pattern === 'string' ? { ...schema, patternProperties: patterns[pattern] } : schema,
      ];
    });
    ajv.addSchema({ $id: `urn:graph:${version}`, $defs: Object.fromEntries($defs) });
  }
  return file;
}

function validatorOf(version: Version, type: string): ValidateFunction {
  const name = `${version} ${type}`;
  let validate = compiled.get(name);
  if (validate === undefined) {
    const file = schemaFile(version);
    const root = file.roots[type] ?? `microsoft.graph.${type}`;
    if (file.$defs[root] === undefined) throw new Error(`there is no schema of '${type}' in ${version}`);
    validate = ajv.compile({ $ref: `urn:graph:${version}#/$defs/${root}` });
    compiled.set(name, validate);
  }
  return validate;
}

/** What contradicts Microsoft's schema, one line each; empty when nothing does. */
export function contradictions(version: Version, type: string, value: unknown): readonly string[] {
  const validate = validatorOf(version, type);
  if (validate(value)) return [];
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if' && keyword !== 'anyOf');
  return [
    ...new Set(
      (errors.length > 0 ? errors : (validate.errors ?? [])).map((error) => {
        const extra =
          error.params.additionalProperty ?? error.params.allowedValues ?? error.params.allowedValue;
        return `${error.instancePath || '/'} ${error.message ?? error.keyword}${extra === undefined ? '' : ` ${JSON.stringify(extra)}`}`;
      }),
    ),
  ];
}

/** Checks an answer of the tenant against the operation it answers. */
export function checkAnswer(call: Call, answer: Answer): readonly string[] {
  const { kind, type = '' } = call.operation.response;
  if (answer.text !== undefined) return [];
  if (kind === 'none' || (kind === 'entity' && answer.status === 201 && answer.body === undefined)) {
    return answer.body === undefined ? [] : ['a body where there is none'];
  }
  if (kind === 'count') return Number.isInteger(answer.body) ? [] : ['not a bare number'];
  if (typeof answer.body !== 'object' || answer.body === null) return ['no body'];
  return kind === 'collection'
    ? checkCollection(call, type, answer.body as Readonly<Record<string, unknown>>)
    : contradictions(call.version, type, answer.body);
}

const ENVELOPE = new Set(['@odata.context', '@odata.count', '@odata.nextLink', 'value']);

function checkCollection(
  call: Call,
  type: string,
  body: Readonly<Record<string, unknown>>,
): readonly string[] {
  const wrong = Object.keys(body)
    .filter((name) => !ENVELOPE.has(name))
    .map((name) => `unexpected '${name}' beside 'value'`);
  if (!Array.isArray(body.value)) return [...wrong, "no array 'value'"];
  if (type.startsWith('Edm.')) {
    return body.value.every((item) => typeof item === 'string')
      ? wrong
      : [...wrong, 'a value that is not text'];
  }
  const wrongItems = body.value.flatMap((item: unknown, index) => [
    ...contradictions(call.version, type, item).map((text) => `/value/${index}${text}`),
    ...(typeof item === 'object' && item !== null && 'id' in item ? [] : [`/value/${index} has no id`]),
  ]);
  return [...wrong, ...wrongItems];
}
