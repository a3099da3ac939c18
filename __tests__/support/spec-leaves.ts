import { z } from 'zod';
import type { Spec } from '../../src/spec/schema.ts';

type Path = readonly string[];

/** What the walk reads of a JSON Schema. */
interface Node {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly items?: Node;
}

/** A key of a schema that holds a value, not a block of keys. A list is one leaf. */
export interface Leaf {
  /** Dotted, as messages name it. */
  readonly name: string;
  readonly path: Path;
  readonly node: Node;
  /** Whether a spec may leave it out without a default taking its place. */
  readonly optional: boolean;
}

/** Every leaf of a schema, in its order. */
export const leavesOf = (schema: z.ZodType): readonly Leaf[] => {
  const walk = (node: Node, path: Path): readonly Leaf[] =>
    Object.entries(node.properties ?? {}).flatMap(([key, inner]): readonly Leaf[] => {
      const at = [...path, key];
      if (inner.properties !== undefined) return walk(inner, at);
      const optional = !(node.required ?? []).includes(key) && inner.default === undefined;
      return [{ name: at.join('.'), path: at, node: inner, optional }];
    });
  return walk(z.toJSONSchema(schema, { io: 'input' }) as Node, []);
};

type Block = Readonly<Record<string, unknown>>;

/** The value at a path; undefined where there is none. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce((at: unknown, key) => (at as Block | undefined)?.[key], value);

/** A copy with another value at a path; undefined removes the key. */
export const withValue = <T>(value: T, [key, ...rest]: Path, wanted: unknown): T => {
  if (key === undefined) return wanted as T;
  const block = { ...(value as Block | undefined) };
  const inner = withValue(block[key], rest, wanted);
  const { [key]: _replaced, ...others } = block;
  // The order of keys stays, so that equal blocks print alike.
  return (inner === undefined ? others : { ...block, [key]: inner }) as T;
};

/** Other values of a leaf: of each list, the first valid one is tried. */
type Flips = Readonly<Record<string, readonly unknown[]>>;

const texts = ({ format, pattern }: Node): readonly string[] => {
  if (format === 'duration') return ['P2D', 'P60D', 'PT10M'];
  return pattern === undefined ? ['other.example'] : ['99999999-9999-4999-8999-999999999999'];
};

const members = (node: Node, current: unknown): readonly unknown[] => {
  if (node.enum !== undefined) return node.enum.filter((member) => member !== current);
  if (node.type === 'boolean') return [current !== true];
  if (node.type === 'integer' || node.type === 'number') return [Number(current ?? 0) + 1];
  return node.type === 'string' && node.const === undefined ? texts(node).filter((text) => text !== current) : [];
};

const flipsOf = ({ node, optional }: Leaf, current: unknown): Flips => {
  const absent = optional && current !== undefined ? { 'left out': [undefined] } : {};
  if (node.type !== 'array') return { changed: members(node, current), ...absent };
  const list = (current ?? []) as readonly unknown[];
  const more = members(node.items ?? {}, undefined)
    .filter((member) => !list.includes(member))
    .map((member) => [...list, member]);
  return { 'with one more': more, ...(list.length > 0 ? { 'with one less': [list.slice(1)] } : {}), ...absent };
};

/** What a walk needs. */
export interface Walk {
  readonly schema: z.ZodType;
  /** A valid spec, as it is written. */
  readonly sample: unknown;
  /** The rules that a spec breaks though it has the right form; empty for a valid one. */
  readonly brokenRules: (written: unknown) => string;
  /** What a spec leads to; two specs are told apart by it. */
  readonly result: (spec: Spec) => string;
  /** Leaves that lead to nothing here, by name, each with the reason. */
  readonly exempt: Readonly<Record<string, string>>;
}

/** What is wrong with the leaves of a schema, one message each; empty when each leaf matters, or is exempt. */
export const problemsOfLeaves = ({ schema, sample, brokenRules, result, exempt }: Walk): readonly string[] => {
  const leaves = leavesOf(schema);
  const names = new Set(leaves.map(({ name }) => name));
  const before = schema.parse(sample);
  const unchanged = result(before as Spec);
  const parse = (leaf: Leaf, value: unknown): unknown => {
    const written = withValue(sample, leaf.path, value);
    const parsed = schema.safeParse(written);
    return parsed.success && brokenRules(written) === '' ? parsed.data : undefined;
  };
  const judge = (leaf: Leaf): readonly string[] =>
    Object.entries(flipsOf(leaf, valueAt(before, leaf.path))).flatMap(([how, values]): readonly string[] => {
      const flipped = values.map((value) => parse(leaf, value)).find((spec) => spec !== undefined);
      const isExempt = exempt[leaf.name] !== undefined;
      if (flipped === undefined) return isExempt ? [] : [`${leaf.name} ${how}: no valid value is known`];
      const matters = result(flipped as Spec) !== unchanged;
      if (isExempt) return matters ? [`${leaf.name} ${how}: is exempt, and matters`] : [];
      return matters ? [] : [`${leaf.name} ${how}: changes nothing`];
    });
  return [
    ...leaves.flatMap(judge),
    ...Object.keys(exempt)
      .filter((name) => !names.has(name))
      .map((name) => `${name}: is exempt, and does not exist`),
  ];
};
