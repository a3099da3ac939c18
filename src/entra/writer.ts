import type { RetryWindow } from '../support/poll.ts';
import type { Deployer } from './model.ts';
import type { Graph } from './graph/transport.ts';

/** Means of the writes on Entra's side. */
export interface EntraWriter {
  readonly graph: Graph;
  readonly deployer: Deployer;
  /** How long replication may be waited for. */
  readonly retryWindow: RetryWindow;
  /** The page where an administrator consents, without its query. */
  readonly consentUrl: string;
  /** Base of Graph for `@odata` references, without a version. */
  readonly graphUrl: string;
}
