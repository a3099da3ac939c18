import { createGithub } from './github/index.ts';
import { createOidc } from './oidc/index.ts';
import type { ServiceName } from './state.ts';
import type { Service, World } from './world.ts';

/** Every service of a world, by its name. */
export const createServices = (world: World): Partial<Record<ServiceName, Service>> => ({
  oidc: createOidc(world),
  github: createGithub(world),
});
