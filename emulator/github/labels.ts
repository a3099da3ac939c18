import { type Answer, type Call, checkFields, textOf } from './call.ts';
import { validationFailed, type ValidationError } from './errors.ts';
import { listOf } from './paging.ts';
import { nodeId, numberFor } from './actors.ts';
import type { Label } from './records.ts';
import type { LabelBody } from './wire.ts';
import { addressesOf } from './repository.ts';
import type { World } from '../world.ts';

const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** GitHub's "label". */
export const shownLabel = (world: World, { name, color, description }: Label): LabelBody => {
  const id = numberFor(`label ${name}`);
  const url = `${addressesOf(world).api}/labels/${encodeURIComponent(name)}`;
  return { id, node_id: nodeId('Label', id), url, name, color, default: false, description };
};

const nameError = (name: string): ValidationError | null =>
  name.trim() === '' || [...name].length > 50
    ? { resource: 'Label', code: 'invalid', field: 'name', value: name }
    : null;

/** The labels of a body under their stored names; missing ones are created. Throws 422. */
export const takeLabels = (world: World, requested: unknown): string[] => {
  const names = (requested as unknown[]).map((one) => String((one as { name?: unknown } | null)?.name ?? one));
  const errors = names.map(nameError).filter((error) => error !== null);
  if (errors.length > 0) throw validationFailed(...errors);
  const { labels } = world.state.github;
  const stored = names.map((name) => {
    const known = labels.find((label) => sameName(label.name, name));
    if (!known) labels.push({ name, color: 'ededed', description: null });
    return known?.name ?? name;
  });
  return [...new Set(stored)];
};

/** GET /repos/{owner}/{repo}/labels */
export const listLabels = (call: Call): Answer =>
  listOf(call, call.world.state.github.labels, (label) => shownLabel(call.world, label));

/** POST /repos/{owner}/{repo}/labels */
export const createLabel = (call: Call): Answer => {
  const { world, body } = call;
  checkFields(body, { name: 'string', color: 'string', description: 'string or null' }, ['name']);
  const name = String(body['name']);
  const color = textOf(body['color'] ?? 'ededed');
  const description = (body['description'] ?? null) as string | null;
  const wrongName = nameError(name);
  if (wrongName) throw validationFailed(wrongName);
  const error = { resource: 'Label', code: 'invalid' } as const;
  if (!/^[0-9a-f]{6}$/i.test(color)) throw validationFailed({ ...error, field: 'color' });
  if ([...(description ?? '')].length > 100) {
    const message = 'description is too long (maximum is 100 characters)';
    throw validationFailed({ ...error, code: 'custom', field: 'description', message });
  }
  if (world.state.github.labels.some((label) => sameName(label.name, name)))
    throw validationFailed({ ...error, code: 'already_exists', field: 'name' });
  const label = { name, color, description };
  world.state.github.labels.push(label);
  world.touch();
  const shown = shownLabel(world, label);
  return { status: 201, body: shown, headers: { location: shown.url } };
};
