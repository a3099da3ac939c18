import type { RetryWindow } from '../support/poll.ts';
import type { Deployer } from './model.ts';
import type { Graph } from './graph/transport.ts';

/** What the writes on Entra's side need. */
export interface EntraWriter {
  readonly graph: Graph;
  readonly deployer: Deployer;
  /** How long to wait for replication. */
  readonly retryWindow: RetryWindow;
  /** The consent page for administrators, without its query. */
  readonly consentUrl: string;
  /** Base of Graph for `@odata` references, without a version. */
  readonly graphUrl: string;
}
