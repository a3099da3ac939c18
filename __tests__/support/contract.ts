import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** An answer of whoever serves the contract. */
export interface ContractAnswer {
  method: string;
  /** Path without query, as it was sent. */
  path: string;
  status: number;
  headers: Headers;
  body: string;
}

/** A contract that answers can be held against. */
export interface Contract {
  /** What is wrong with an answer, one sentence each; empty when it keeps the contract. */
  violations(answer: ContractAnswer): string[];
}

/** How the contract is read. */
export interface ContractOptions {
  /** Allow answers to leave out which keys TruU holds and held: only for the behaviour that leaves it out on purpose. */
  keyless?: boolean;
}

type Plain = Record<string, unknown>;
type Responses = Record<string, { headers?: Record<string, { required?: boolean }>; content?: Record<string, Plain> }>;
interface Route {
  method: string;
  pattern: RegExp;
  responses: Responses;
}

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Refuses extra fields in every object schema that does not say itself what it thinks of them. */
const close = (schema: unknown, isBranch = false): void => {
  if (Array.isArray(schema)) for (const part of schema) close(part);
  if (!isPlain(schema)) return;
  // A branch of allOf knows only its own part of the fields: the whole is closed, not the branch.
  const isObject = isPlain(schema['properties']) || schema['type'] === 'object' || Array.isArray(schema['allOf']);
  const isDecided = 'additionalProperties' in schema || 'unevaluatedProperties' in schema;
  for (const [key, part] of Object.entries(schema)) {
    if (key === 'allOf' && Array.isArray(part)) for (const branch of part) close(branch, true);
    else if (key === 'properties' && isPlain(part)) for (const property of Object.values(part)) close(property);
    else close(part);
  }
  if (isObject && !isDecided && !isBranch) schema['unevaluatedProperties'] = false;
};

const unname = (schemas: Plain): void => {
  for (const [name, key] of [
    ['Credential', 'secretKeyId'],
    ['Credential', 'previous'],
    ['Health', 'credentialKeyId'],
  ] as const) {
    const schema = schemas[name] as { required: string[] };
    schema.required = schema.required.filter((field) => field !== key);
  }
};

const methods = ['get', 'put', 'post', 'patch', 'delete', 'head', 'options'];

const routesOf = (paths: Plain, shared: Plain): Route[] =>
  Object.entries(paths).flatMap(([template, item]) =>
    methods.flatMap((method) => {
      const operation = (item as Plain)[method] as { responses: Plain } | undefined;
      if (!operation) return [];
      const pattern = new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
      const responses = Object.fromEntries(
        Object.entries(operation.responses).map(([status, response]) => {
          const name = /^#\/components\/responses\/(\w+)$/.exec(String((response as Plain)['$ref']))?.[1];
          return [status, name === undefined ? response : shared[name]];
        }),
      ) as Responses;
      return [{ method: method.toUpperCase(), pattern, responses }];
    }),
  );

/** What lies outside the contract can only be refused. */
const undocumented = (shared: Plain): Responses => ({ default: shared['Error'] as NonNullable<Responses[string]> });

/** The documented response. `default` documents errors: no success goes without being named. */
const responseOf = (responses: Responses, status: number): Responses[string] | undefined =>
  responses[String(status)] ?? (status >= 400 ? responses['default'] : undefined);

const parseJson = (text: string): { value: unknown } | null => {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
};

type Compile = (schema: Plain) => ValidateFunction;

const compiler = (schemas: Plain): Compile => {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strictTypes: false });
  ajvFormats.default(ajv);
  ajv.addSchema({ $id: 'contract', $defs: schemas });
  const compiled = new Map<Plain, ValidateFunction>();
  return (schema) => {
    const known = compiled.get(schema) ?? ajv.compile(schema);
    compiled.set(schema, known);
    return known;
  };
};

const bodyViolations = (compile: Compile, content: Record<string, Plain>, answer: ContractAnswer): string[] => {
  const type = (answer.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
  const media = content[type];
  if (!media) return [`content type '${type}' is not documented`];
  const json = parseJson(answer.body);
  if (!json) return ['the body is not JSON'];
  const validate = compile(media['schema'] as Plain);
  if (validate(json.value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message = '', params }) => {
    const { additionalProperty, unevaluatedProperty } = params as Record<string, string | undefined>;
    const extra = additionalProperty ?? unevaluatedProperty;
    return `${instancePath || 'the body'} ${message}${extra === undefined ? '' : `: ${extra}`}`;
  });
};

/** Reads a contract from the text of an OpenAPI 3.1 document whose schemas are all named. */
export const readContract = (text: string, { keyless = false }: ContractOptions = {}): Contract => {
  const document = parse(text.replaceAll('#/components/schemas/', 'contract#/$defs/')) as {
    paths: Plain;
    components: { schemas: Plain; responses: Plain };
  };
  const { schemas, responses: shared } = document.components;
  for (const schema of Object.values(schemas)) close(schema);
  if (keyless) unname(schemas);
  const compile = compiler(schemas);
  const routes = routesOf(document.paths, shared);
  const check = (answer: ContractAnswer): string[] => {
    const { method, path, status, headers, body } = answer;
    const route = routes.find((one) => one.method === method && one.pattern.test(path));
    const response = responseOf(route?.responses ?? undocumented(shared), status);
    if (!response) return [`status ${status} is not documented`];
    const missing = Object.entries(response.headers ?? {})
      .filter(([name, { required }]) => required && !headers.has(name))
      .map(([name]) => `the header ${name} is missing`);
    if (response.content) return [...missing, ...bodyViolations(compile, response.content, answer)];
    return body === '' ? missing : [...missing, 'a body is not documented'];
  };
  return {
    violations: (answer) =>
      check(answer).map((description) => `${answer.method} ${answer.path}, ${answer.status}: ${description}`),
  };
};

/** TruU's contract. */
export const loadContract = async (options?: ContractOptions): Promise<Contract> =>
  readContract(await readFile(new URL('../../contract/truu-directory.openapi.yaml', import.meta.url), 'utf8'), options);
