/** A value of an argument: a literal, or the name of a variable. */
export type ArgumentValue = { readonly literal: unknown } | { readonly variable: string };

/** A field of a query. */
export interface Field {
  readonly kind: 'field';
  /** Its name in the answer. */
  readonly key: string;
  readonly name: string;
  readonly args: Readonly<Record<string, ArgumentValue>>;
  /** Null for a field without braces. */
  readonly selections: readonly Selection[] | null;
}

/** An inline fragment: `... on TYPE { … }`. */
export interface Fragment {
  readonly kind: 'fragment';
  readonly on: string;
  readonly selections: readonly Selection[];
}

/** One entry between braces. */
export type Selection = Field | Fragment;

/** A query, with the names of its variables and whether each is required. */
export interface Query {
  readonly variables: Readonly<Record<string, boolean>>;
  readonly selections: readonly Selection[];
}

/** A text that is no query, or one of the forms that the emulator does not know; the message is GitHub's, in part. */
export class ParseError extends Error {}

const token = /\s+|,|#[^\n]*|(\.\.\.|[{}()[\]:!$=]|"(?:[^"\\\n]|\\.)*"|-?\d+|[_A-Za-z]\w*)/y;

const tokensOf = (text: string): string[] => {
  const found: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const { lastIndex } = token;
    const match = token.exec(text);
    if (!match) throw new ParseError(`Parse error on ${JSON.stringify(text.charAt(lastIndex))}`);
    if (match[1] !== undefined) found.push(match[1]);
  }
  return found;
};

class Reader {
  readonly #tokens: string[];

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  /** Takes the next token if it is this one. */
  skip(wanted: string): boolean {
    if (this.#tokens[0] !== wanted) return false;
    this.#tokens.shift();
    return true;
  }

  expect(wanted: string): void {
    if (!this.skip(wanted)) throw this.#unexpected();
  }

  name(): string {
    return this.#take(/^[_A-Za-z]/);
  }

  get isDone(): boolean {
    return this.#tokens.length === 0;
  }

  value(): ArgumentValue {
    if (this.skip('$')) return { variable: this.name() };
    const text = this.#take(/^["\d-]|^(?:true|false|null)$/);
    return { literal: JSON.parse(text) as unknown };
  }

  #take(pattern: RegExp): string {
    if (!pattern.test(this.#tokens[0] ?? '')) throw this.#unexpected();
    return this.#tokens.shift() ?? '';
  }

  #unexpected(): ParseError {
    const [next] = this.#tokens;
    return new ParseError(next === undefined ? 'Unexpected end of document' : `Parse error on ${JSON.stringify(next)}`);
  }
}

const selection = (reader: Reader): Selection => {
  if (reader.skip('...')) {
    reader.expect('on');
    return { kind: 'fragment', on: reader.name(), selections: selectionSet(reader) };
  }
  const key = reader.name();
  const name = reader.skip(':') ? reader.name() : key;
  const args: Record<string, ArgumentValue> = {};
  if (reader.skip('(')) {
    do {
      const argument = reader.name();
      reader.expect(':');
      args[argument] = reader.value();
    } while (!reader.skip(')'));
  }
  return { kind: 'field', key, name, args, selections: reader.skip('{') ? rest(reader) : null };
};

const rest = (reader: Reader): Selection[] => {
  const found: Selection[] = [];
  do found.push(selection(reader));
  while (!reader.skip('}'));
  return found;
};

const selectionSet = (reader: Reader): Selection[] => {
  reader.expect('{');
  return rest(reader);
};

const declared = (reader: Reader): Record<string, boolean> => {
  const variables: Record<string, boolean> = {};
  if (!reader.skip('(')) return variables;
  do {
    reader.expect('$');
    const name = reader.name();
    reader.expect(':');
    reader.name();
    variables[name] = reader.skip('!');
  } while (!reader.skip(')'));
  return variables;
};

/** Parses one query without directives, named fragments, lists and default values. Throws a ParseError. */
export const parseQuery = (text: string): Query => {
  const reader = new Reader(text);
  if (reader.skip('mutation') || reader.skip('subscription'))
    throw new ParseError('This emulator answers queries only.');
  let variables: Record<string, boolean> = {};
  if (reader.skip('query')) {
    // The name of a query is optional.
    const isAnonymous = text.trimStart().slice('query'.length).trimStart().match(/^[({]/);
    if (!isAnonymous) reader.name();
    variables = declared(reader);
  }
  const selections = selectionSet(reader);
  if (!reader.isDone) throw new ParseError('This emulator answers one query at a time.');
  return { variables, selections };
};
