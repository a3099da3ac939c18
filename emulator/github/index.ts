import { Hono } from 'hono';
import type { World } from '../world.ts';

/** GitHub's REST API as far as the run itself is concerned. GitHub docs, "Repositories", read 2026-11. */
export const createGithub = (world: World): Hono => {
  const app = new Hono();
  app.use(async (c, next) => {
    if (c.req.header('authorization')) return next();
    return c.json({ message: 'Requires authentication', status: '401' }, 401);
  });
  app.get('/repos/:owner/:name', (c) => {
    const { repository, repositoryId } = world.state.github;
    const { owner, name } = c.req.param();
    if (`${owner}/${name}`.toLowerCase() !== repository.toLowerCase()) return c.notFound();
    return c.json({ id: Number(repositoryId), full_name: repository, name, private: true, default_branch: 'main' });
  });
  app.notFound((c) => c.json({ message: 'Not Found', status: '404' }, 404));
  return app;
};
