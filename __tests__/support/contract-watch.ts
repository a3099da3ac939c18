import { createServices } from '../../emulator/services.ts';
import type { ServiceName } from '../../emulator/state.ts';
import type { Service, World } from '../../emulator/world.ts';
import { loadContract, type Contract } from './contract.ts';

/**
 * The services of a world, with every answer of TruU held against the contract. The watch sits on the service itself, so
 * it sees answers that a fault then swallows, and none that a fault invents.
 */
export const watchedServices =
  (report: (violation: string) => void) =>
  (world: World): Partial<Record<ServiceName, Service>> => {
    const services = createServices(world);
    const { truu } = services;
    if (!truu) throw new Error('a world has a TruU');
    // Each is slow to read, and few worlds need both.
    const contracts = new Map<boolean, Promise<Contract>>();
    const contractFor = (keyless: boolean): Promise<Contract> => {
      const known = contracts.get(keyless) ?? loadContract({ keyless });
      contracts.set(keyless, known);
      return known;
    };
    const watched: Service = {
      fetch: async (request) => {
        const { method, url } = request;
        const response = await truu.fetch(request);
        const { status, headers } = response;
        const { namesKey, namesPrevious } = world.behaviour.truu;
        const contract = await contractFor(!(namesKey && namesPrevious));
        const { pathname: path } = new URL(url);
        const body = await response.clone().text();
        for (const violation of contract.violations({ method, path, status, headers, body })) report(violation);
        return response;
      },
    };
    return { ...services, truu: watched };
  };
