import type { CloudName } from '../catalog/clouds.ts';
import type { OfflineMode, OnlineMode } from '../catalog/modes.ts';
import type { EnvironmentState } from '../plan/environment.ts';
import type { ReviewedPlan } from '../plan/review.ts';
import type { SpecText } from '../spec/load.ts';
import type { Clock } from '../support/clock.ts';
import type { Fetch, RetryBudget } from '../support/http.ts';
import type { MaskSecret, Secret } from '../support/secret.ts';
import type { HandOffDesk } from '../truu/desk.ts';
import type { SecretPlace, Typed } from '../truu/hand-off.ts';

/** TruU's endpoints and API credentials: of the workflow, never of the spec. */
export interface ApiAccess {
  readonly connection: 'api';
  readonly url: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly scope: string | null;
}

/** Who serves TruU's Admin Console, and what tells which key TruU uses: of the workflow, never of the spec. */
export interface ConsoleAccess {
  readonly connection: 'console';
  /** Logins of GitHub; empty: anyone with write access may confirm. */
  readonly assignees: readonly string[];
  /** Null: by the cloud. */
  readonly evidence: 'report' | 'none' | null;
  readonly place: SecretPlace;
  /** A code, and the Secret ID behind it where there is one, that the person typed who started the run; null: nothing. */
  readonly confirm: string | null;
}

/** How TruU's side is reached. */
export type TruuAccess = ApiAccess | ConsoleAccess;

/** As whom to log in, and where. */
export interface Access {
  /** Application (client) ID of the deployer, in lower case. */
  readonly clientId: string;
  readonly truu: TruuAccess;
  /** Replaces the authority of the cloud; null: the cloud's own. */
  readonly authorityUrl: string | null;
  /** Replaces the Graph of the cloud; null: the cloud's own. */
  readonly graphUrl: string | null;
}

/** What decides trust: of the workflow, never of the spec. Ids are in lower case; null where the workflow does not say. */
export interface Trust {
  /** The only tenant that may be touched. Set in every mode that logs in. */
  readonly tenantId: string | null;
  /** The only cloud that may be logged in to. */
  readonly cloud: CloudName | null;
  /** Client id of the identity that applies. Set in every mode that logs in. */
  readonly deployerClientId: string | null;
  /** Client id of the identity that renews, where it is another one. */
  readonly renewerClientId: string | null;
  /** Client id of an existing registration to adopt. */
  readonly applicationId: string | null;
  /** Object ids of owners that are known. */
  readonly knownOwners: ReadonlySet<string>;
  /** Ids of secrets, certificates and federated credentials that are known. */
  readonly knownCredentials: ReadonlySet<string>;
  /** Key ids of secrets that people created and the action may retire. */
  readonly adoptSecrets: ReadonlySet<string>;
  /** Key id of a compromised secret. */
  readonly rotate: string | null;
  /** `type:name` of each permission that may ever be granted. */
  readonly allowedPermissions: ReadonlySet<string>;
  /** Path of the workflow whose plan counts as shown on a pull request. */
  readonly planWorkflow: string;
}

interface RequestBase extends Trust {
  /** Owner and name of the running action; null where the runner does not tell, as for one of the checkout. */
  readonly actionRepository: string | null;
  /** Path of the spec as the workflow wrote it. */
  readonly specPath: string;
  readonly workspace: string;
  readonly allowRemovals: boolean;
  /** How long before its end a secret or a certificate is noted, an ISO 8601 duration; null: not at all. */
  readonly warnBefore: string | null;
  readonly expectPlan: string | null;
  /** Whether apply carries out only what the pull request showed that brought the commit. */
  readonly requirePullRequestPlan: boolean;
  /** How long one request may take, in milliseconds; the waits of the run are multiples of it. */
  readonly requestTimeoutMs: number;
}

/** What one run is asked to do: all that the host decided, checked. It holds a login exactly where its mode logs in. */
export type RunRequest =
  | (RequestBase & { readonly mode: OfflineMode; readonly access: null })
  | (RequestBase & { readonly mode: OnlineMode; readonly access: Access });

/** What the host knows of the review of a spec. */
export interface Review {
  /** Refuses a spec that its branch has replaced. Throws PLAN_SUPERSEDED, PLAN_REVIEW_UNREADABLE. */
  readonly requireCurrent: (spec: SpecText) => Promise<void>;
  /** The plan of a spec that people last saw before they agreed. Throws PLAN_NOT_REVIEWED, PLAN_REVIEW_UNREADABLE. */
  readonly reviewedPlan: (specFile: string) => Promise<ReviewedPlan>;
}

/** What the host lends to a run. */
export interface Host {
  readonly fetch: Fetch;
  /** What all waits between attempts of the run are charged to. */
  readonly budget: RetryBudget;
  readonly clock: Clock;
  /** Aborted when the run is asked to end. */
  readonly cancel: AbortSignal;
  /** Aborted when there is no time left at all; never before `cancel`. */
  readonly forceCancel: AbortSignal;
  readonly maskSecret: MaskSecret;
  /** GitHub's identity token for an audience. Throws AUTH_…. */
  readonly idToken: (audience: string) => Promise<string>;
  readonly review: Review;
  /** A spec that is not in the workspace; null: it is there. */
  readonly foreignSpec: SpecText | null;
  /** The deployment environment of this job, by the last identity token. Never throws for a refusal of GitHub. */
  readonly environment: () => Promise<EnvironmentState>;
  /** The issues by which people are asked, and the run that asks; null without access to GitHub's API. */
  readonly handOffs: {
    readonly desk: HandOffDesk;
    readonly consumer: string;
    readonly typed: Typed | null;
    /** Web address of the run, for the people who look at what it delivered. */
    readonly run: string;
  } | null;
  /** Says one line of progress; own words only. */
  readonly say: (line: string) => void;
  /** Eight random hexadecimal digits. */
  readonly nonce: () => string;
}
