import { z } from 'zod';
import { ControlError, instant, readAs } from '../control-read.ts';
import { addDuration } from '../duration.ts';
import type { World } from '../world.ts';
import { personOf } from './audit-record.ts';
import { GraphRefusal } from './errors.ts';
import { addSecret } from './secrets.ts';

/** What a person enters under "Certificates & secrets"; the portal suggests six months. `by` is a user principal name. */
const entered = z
  .strictObject({
    appId: z.guid(),
    displayName: z.string().nullable().default(null),
    endDateTime: instant.optional(),
    months: z.int().min(1).optional(),
    by: z.string().min(1).default('admin@contoso.com'),
  })
  .refine(({ endDateTime, months }) => endDateTime === undefined || months === undefined, {
    message: 'endDateTime or months, not both',
  });

/** The portal offers at most 24 months (entra-docs, how-to-add-credentials). */
const maxMonths = 24;

/**
 * A person adds a client secret in Entra's portal, which shows its value once. The tenant's policies apply as in Graph.
 * Throws a ControlError where the portal refuses.
 */
export const addInPortal = (world: World, body: unknown): { keyId: string; value: string } => {
  const { appId, displayName, endDateTime, months = 6, by } = readAs(entered, body);
  const application = world.state.entra.applications.find((one) => one.appId === appId.toLowerCase());
  if (!application) throw new ControlError(`appId: the portal shows no application '${appId}'`);
  const start = world.now('graph');
  const end = endDateTime === undefined ? addDuration(start, `P${months}M`) : new Date(endDateTime);
  if (end.getTime() > addDuration(start, `P${maxMonths}M`).getTime())
    throw new ControlError(`the portal offers at most ${maxMonths} months`);
  try {
    const { keyId, value } = addSecret(world, application, { displayName, start, end }, personOf(by));
    return { keyId, value };
  } catch (error) {
    if (error instanceof GraphRefusal) throw new ControlError(`${error.code}: ${error.message}`);
    throw error;
  }
};
