import { getRequestListener } from '@hono/node-server';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectProxy, type ProxyRules, startConnectProxy } from './connect-proxy.ts';
import { createControl } from './control.ts';
import { clientIdOf, identities } from './default-seed.ts';
import { environmentOf } from './environment.ts';
import { httpsService } from './https-service.ts';
import { type OpenPort, openPort } from './listen.ts';
import { oidcKeyName } from './oidc/index.ts';
import { publicUrls, serviceOf } from './public-hosts.ts';
import { createServices } from './services.ts';
import { signingKey } from './signing-key.ts';
import { type ServiceName, serviceNames } from './state.ts';
import type { TlsMaterial } from './tls.ts';
import { type Service, type Urls, World } from './world.ts';

/** The addresses and credentials of a running emulator: the line that its command prints when it is ready. */
export interface Ready {
  env: Record<string, string>;
  urls: Urls & { control: string };
  admin: { tenant: string; clientId: string; clientSecret: string };
  reader: { clientId: string };
  ca: string;
  /** Only with `proxy`: its address. The services have their public names behind it, and `urls` reach them directly. */
  proxy?: string;
}

/** A running emulator. */
export interface Emulator {
  ready: Ready;
  world: World;
  /** Null without `proxy`. */
  proxy: ConnectProxy | null;
  /** Ends every connection, closes the ports and removes the CA's file. */
  stop(): Promise<void>;
}

/** How to start an emulator. */
export interface StartOptions {
  seed?: unknown;
  /** Gives the services their public names, behind a CONNECT proxy; with credentials it wants `user:password`. */
  proxy?: boolean | { credentials: string };
  /** Replaces the real services, for tests of the core. */
  services?: (world: World) => Partial<Record<ServiceName, Service>>;
  /** An authority and a certificate that were made before. Default: the world makes its own. */
  tls?: TlsMaterial;
}

const openServices = async (world: World, tls: TlsMaterial): Promise<OpenPort[]> =>
  Promise.all(
    serviceNames.map(async (name) => {
      const open = await openPort(() => httpsService(world, name, tls));
      world.directUrls[name] = `https://localhost:${open.port}`;
      return open;
    }),
  );

const openProxy = ({ directUrls }: World, rules: Pick<ProxyRules, 'credentials'>): Promise<ConnectProxy> =>
  startConnectProxy({
    ...rules,
    portOf: (host) => {
      const service = serviceOf(host);
      return service === null ? null : Number(new URL(directUrls[service]).port);
    },
  });

const openControl = (world: World): Promise<OpenPort> => {
  const listener = getRequestListener(createControl(world).fetch, { overrideGlobalObjects: false });
  return openPort(() =>
    createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (incoming, outgoing) => {
      void listener(incoming, outgoing);
    }),
  );
};

const readyOf = (world: World, control: string, ca: string, proxy: ConnectProxy | null): Ready => {
  const { tenant, secrets } = world.state.entra;
  const clientId = clientIdOf(identities.admin);
  const clientSecret = secrets.find(({ appId }) => appId === clientId)?.value ?? '';
  return {
    env: environmentOf(world, ca, proxy?.url ?? null),
    urls: { ...world.directUrls, control },
    admin: { tenant, clientId, clientSecret },
    reader: { clientId: clientIdOf(identities.reader) },
    ca,
    ...(proxy === null ? {} : { proxy: proxy.url }),
  };
};

/** The library that makes certificates is slow to load. */
const ownTls = async (): Promise<TlsMaterial> => (await import('./tls.ts')).makeTls();

/** Starts an emulator on free ports of loopback. Throws a SeedError on a bad seed. */
export const startEmulator = async (options: StartOptions = {}): Promise<Emulator> => {
  const { seed, services = createServices } = options;
  const world = new World(seed);
  Object.assign(world.services, services(world));
  const [tls] = await Promise.all([options.tls ?? ownTls(), signingKey(oidcKeyName)]);
  const folder = await mkdtemp(join(tmpdir(), 'truu-emulator-'));
  const ca = join(folder, 'ca.pem');
  await writeFile(ca, tls.ca);
  const control = await openControl(world);
  const ports = [control, ...(await openServices(world, tls))];
  const proxy = options.proxy ? await openProxy(world, options.proxy === true ? {} : options.proxy) : null;
  Object.assign(world.urls, proxy === null ? world.directUrls : publicUrls);
  const stop = async (): Promise<void> => {
    world.close();
    await proxy?.stop();
    await Promise.all(ports.map((port) => port.close()));
    await rm(folder, { recursive: true, force: true });
  };
  return { ready: readyOf(world, `http://127.0.0.1:${control.port}`, ca, proxy), world, proxy, stop };
};
