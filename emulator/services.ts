import { createGraph } from './entra/graph.ts';
import { createLogin } from './entra/token-endpoint.ts';
import { createGithub } from './github/index.ts';
import { createOidc } from './oidc/index.ts';
import { createTruu } from './truu/truu.ts';
import { createVault } from './vault/index.ts';
import type { ServiceName } from './state.ts';
import type { Service, World } from './world.ts';

/** Every service of a world, by its name. */
export const createServices = (world: World): Partial<Record<ServiceName, Service>> => ({
  login: createLogin(world),
  graph: createGraph(world),
  oidc: createOidc(world),
  truu: createTruu(world),
  github: createGithub(world),
  vault: createVault(world),
});
