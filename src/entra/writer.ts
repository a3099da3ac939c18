import type { RetryWindow } from '../support/poll.ts';
import type { Births } from './age.ts';
import type { GraphAnswer } from './graph/answer.ts';
import { isLag } from './graph/replication.ts';
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
  /** How old the objects are: what the plan read, and what this run creates. */
  readonly births: Births;
}

/** Whether a refusal means that one of the objects it concerns is not replicated yet; of older objects it is the truth. */
export const isNotReplicated = (
  { graph, births }: EntraWriter,
  answer: GraphAnswer,
  ...ids: readonly string[]
): boolean => isLag(answer) && births.hasYoung(graph.now(), ...ids);
