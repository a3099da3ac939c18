import { type Context, Hono } from 'hono';
import { mergeBehaviour, readClock, readFault, readEmptyBody, readMember, readReset } from './control-bodies.ts';
import { instantOf } from './clock.ts';
import { ControlError } from './control-read.ts';
import { addDuration } from './duration.ts';
import { addInPortal } from './entra/portal.ts';
import type { Fault } from './faults.ts';
import { editComment, eventOf, removeComment, writeComment } from './github/comment-control.ts';
import { changeIssue, changeRepository, savePerson } from './github/people-control.ts';
import { SeedError } from './seed.ts';
import { issueMemberToken } from './entra/tokens.ts';
import { runDueLogins, stepTo } from './truu/console-logins.ts';
import { saveInConsole, shownConsole } from './truu/console.ts';
import type { World } from './world.ts';

class NotFound extends Error {}

const bodyOf = async (c: Context): Promise<unknown> => {
  const text = await c.req.text();
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ControlError('the body is not JSON');
  }
};

/** Refuses unknown query parameters, as unknown keys of a body are refused. */
const queryOf = (c: Context, known: readonly string[]): Record<string, string> => {
  const query = c.req.query();
  const stray = Object.keys(query).find((key) => !known.includes(key));
  if (stray !== undefined) throw new ControlError(`unknown query parameter '${stray}'`);
  return query;
};

const countOf = (text: string | undefined, name: string, otherwise: number): number => {
  if (text === undefined) return otherwise;
  if (!/^\d{1,15}$/.test(text)) throw new ControlError(`${name}: expected a whole number, not '${text}'`);
  return Number(text);
};

const faultOf = (world: World, c: Context): Fault => {
  const id = c.req.param('id') ?? '';
  const fault = world.faults.get(id);
  if (!fault) throw new NotFound(`no fault '${id}'`);
  return fault;
};

const addFaultRoutes = (app: Hono, world: World): void => {
  app.post('/faults', async (c) => c.json({ id: world.faults.add(readFault(await bodyOf(c))).id }));
  app.get('/faults/:id', async (c) => {
    const { wait, ms } = queryOf(c, ['wait', 'ms']);
    if (wait !== undefined && wait !== 'fired') throw new ControlError(`wait: expected 'fired', not '${wait}'`);
    const fault = faultOf(world, c);
    if (wait !== undefined) await fault.waitFired(countOf(ms, 'ms', 10_000));
    return c.json(fault.progress);
  });
  app.post('/faults/:id/release', async (c) => {
    readEmptyBody(await bodyOf(c));
    const fault = faultOf(world, c);
    fault.release();
    return c.json(fault.progress);
  });
  app.delete('/faults/:id', (c) => {
    world.faults.remove(faultOf(world, c).id);
    return c.json({});
  });
  app.delete('/faults', (c) => {
    world.faults.clear();
    return c.json({});
  });
};

const numberOf = (c: Context, name: string): number => countOf(c.req.param(name), name, 0);

const addGithubRoutes = (app: Hono, world: World): void => {
  app.post('/github/people', async (c) => c.json(savePerson(world, await bodyOf(c))));
  app.post('/github/comments', async (c) => c.json(writeComment(world, await bodyOf(c))));
  app.patch('/github/comments/:id', async (c) => c.json(editComment(world, numberOf(c, 'id'), await bodyOf(c))));
  app.delete('/github/comments/:id', async (c) => c.json(removeComment(world, numberOf(c, 'id'), await bodyOf(c))));
  app.get('/github/comments/:id/event', (c) => c.json(eventOf(world, numberOf(c, 'id'))));
  app.patch('/github/issues/:n', async (c) => c.json(changeIssue(world, numberOf(c, 'n'), await bodyOf(c))));
  app.patch('/github/repository', async (c) => c.json(changeRepository(world, await bodyOf(c))));
};

const addClockRoutes = (app: Hono, world: World): void => {
  const show = (c: Context) => c.json({ now: world.clock.now().toISOString() });
  app.get('/clock', show);
  app.post('/clock', async (c) => {
    const step = readClock(await bodyOf(c));
    // A secret may have expired before the step; evaluate first, so that the outage starts at the right time.
    world.outages.evaluate();
    await stepTo(world, 'advance' in step ? addDuration(world.clock.now(), step.advance) : instantOf(step.set));
    world.outages.evaluate();
    return show(c);
  });
};

/** The control API: tests and demonstrations read and change a world with it. It belongs to no remote. */
export const createControl = (world: World): Hono => {
  const app = new Hono();
  app.get('/state', (c) => c.json(world.state));
  app.get('/outages', (c) => c.json(world.outages.rows()));
  app.get('/log', (c) => c.json(world.log.after(countOf(queryOf(c, ['after'])['after'], 'after', 0))));
  app.get('/behaviour', (c) => c.json(world.behaviour));
  app.patch('/behaviour', async (c) => {
    const body = await bodyOf(c);
    await runDueLogins(world);
    world.behaviour = mergeBehaviour(world.behaviour, body);
    world.outages.evaluate();
    return c.json(world.behaviour);
  });
  app.post('/reset', async (c) => {
    world.reset(readReset(await bodyOf(c)).seed);
    return c.json({});
  });
  app.post('/member-token', async (c) => {
    const { clientId, userId } = readMember(await bodyOf(c));
    return c.json({ token: await issueMemberToken(world, clientId, userId) });
  });
  app.post('/portal/secrets', async (c) => c.json(addInPortal(world, await bodyOf(c))));
  app.post('/console', async (c) => {
    const body = await bodyOf(c);
    await runDueLogins(world);
    return c.json(saveInConsole(world, body));
  });
  app.get('/console', async (c) => {
    await runDueLogins(world);
    return c.json(shownConsole(world));
  });
  addFaultRoutes(app, world);
  addGithubRoutes(app, world);
  addClockRoutes(app, world);
  app.notFound((c) => c.json({ error: `no call '${c.req.method} ${c.req.path}'` }, 404));
  app.onError((error, c) => {
    if (error instanceof NotFound) return c.json({ error: error.message }, 404);
    const isBad = error instanceof ControlError || error instanceof SeedError || error instanceof RangeError;
    return c.json({ error: error.message }, isBad ? 400 : 500);
  });
  return app;
};
