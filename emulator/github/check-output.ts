import { checkFields, textOf } from './call.ts';
import { invalidRequest, validationFailed } from './errors.ts';
import type { CheckOutput } from './records.ts';

const maxLength = 65_535;
const maxAnnotations = 50;

const checkLength = (field: 'summary' | 'text', value: unknown): void => {
  const text = textOf(value);
  // The schema counts characters and is checked first; the storage then counts bytes.
  const characters = [...text].length;
  if (characters > maxLength)
    throw invalidRequest(`Only ${maxLength} characters are allowed; ${characters} were supplied.`);
  if (Buffer.byteLength(text) <= maxLength) return;
  const message = `${field} exceeds a maximum bytesize of ${maxLength}`;
  throw validationFailed({ resource: 'CheckRun', code: 'custom', field, message });
};

const checkAnnotations = (annotations: readonly unknown[]): void => {
  if (annotations.length > maxAnnotations)
    throw invalidRequest(`No more than ${maxAnnotations} items are allowed; ${annotations.length} were supplied.`);
  annotations.forEach((one, index) => {
    const at = `properties/output/annotations/${index}`;
    checkFields({ one }, { one: 'object' }, [], at);
    const kinds = { path: 'string', annotation_level: ['notice', 'warning', 'failure'], message: 'string' } as const;
    const required = ['path', 'start_line', 'end_line', 'annotation_level', 'message'];
    checkFields(one as Record<string, unknown>, kinds, required, at);
  });
};

/**
 * The new output of a check run: fields that the body leaves out keep their value, and annotations are added to the
 * existing ones. Throws 422.
 */
export const takeOutput = (requested: unknown, before: CheckOutput, required: readonly string[]): CheckOutput => {
  if (requested === undefined) return before;
  checkFields({ output: requested }, { output: 'object' }, []);
  const output = requested as Record<string, unknown>;
  const kinds = { title: 'string', summary: 'string', text: 'string or null', annotations: 'list' } as const;
  checkFields(output, kinds, required, 'properties/output');
  checkLength('summary', output['summary']);
  checkLength('text', output['text']);
  const annotations = (output['annotations'] ?? []) as unknown[];
  checkAnnotations(annotations);
  const { title = before.title, summary = before.summary, text = before.text } = output as Partial<CheckOutput>;
  return { title, summary, text, annotations_count: before.annotations_count + annotations.length };
};
