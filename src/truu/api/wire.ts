// Generated from contract/truu-directory.openapi.yaml by script/generate-contract-types.mjs; not to be edited.

export interface paths {
  readonly '/oauth2/token': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly get?: never;
    readonly put?: never;
    /**
     * Issue an access token
     * @description OAuth 2.0 client credentials. The URL is the input truu-token-url; it can be on another host than truu-url.
     */
    readonly post: operations['issueToken'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/directories': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /** List directories */
    readonly get: operations['listDirectories'];
    readonly put?: never;
    /**
     * Create a directory with its first credential
     * @description A directory is created with a working credential, or not at all. 409 when the configuration name exists.
     */
    readonly post: operations['createDirectory'];
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/directories/{directoryId}': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        readonly directoryId: components['parameters']['DirectoryId'];
      };
      readonly cookie?: never;
    };
    /**
     * Read a directory
     * @description Returns the key ID of the secret that TruU holds. The ETag changes with settings and credential, never with health.
     */
    readonly get: operations['readDirectory'];
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    /**
     * Change settings
     * @description An empty body changes nothing but the ETag. That is a fence: a client that read the directory before can no longer
     *     write to it. 412 when If-Match is stale.
     */
    readonly patch: operations['updateDirectory'];
    readonly trace?: never;
  };
  readonly '/api/v1/directories/{directoryId}/credential': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        readonly directoryId: components['parameters']['DirectoryId'];
      };
      readonly cookie?: never;
    };
    readonly get?: never;
    /**
     * Set a secret
     * @description Replaces tenant, client and secret in one request. The value is write-only: no response contains it.
     *     `secretKeyId` is null when a person enters the secret manually. 412 when If-Match is stale.
     */
    readonly put: operations['putCredential'];
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/directories/{directoryId}/health': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        readonly directoryId: components['parameters']['DirectoryId'];
      };
      readonly cookie?: never;
    };
    /**
     * Read the result of the last diagnostics
     * @description checkedAt is the instant at which the measurement began, and credentialKeyId the secret it used. TruU measures at
     *     least every twelve hours and after each change of settings or credential. HEALTHY is never reported beside a check
     *     that did not pass.
     */
    readonly get: operations['readHealth'];
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/global-attributes/primary-user-identifier': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /** Read the primary user identifier of the tenant */
    readonly get: operations['readPrimaryUserIdentifier'];
    /**
     * Set the primary user identifier of the tenant
     * @description Tenant-wide; lookups and verification workflows of every directory use it.
     */
    readonly put: operations['putPrimaryUserIdentifier'];
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/identity-server-clusters': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    /** List the clusters of Identity Servers */
    readonly get: operations['listClusters'];
    readonly put?: never;
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
  readonly '/api/v1/identity-server-clusters/{clusterId}/directory-connection': {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        readonly clusterId: string;
      };
      readonly cookie?: never;
    };
    /** Read which directory a cluster is connected to */
    readonly get: operations['readDirectoryConnection'];
    /** Connect a cluster to a directory */
    readonly put: operations['putDirectoryConnection'];
    readonly post?: never;
    readonly delete?: never;
    readonly options?: never;
    readonly head?: never;
    readonly patch?: never;
    readonly trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    readonly TokenRequest: {
      /** @constant */
      readonly grant_type: 'client_credentials';
      readonly client_id: string;
      readonly client_secret: string;
      readonly scope?: string;
    };
    readonly Token: {
      readonly access_token: string;
      readonly token_type: string;
      /** @description Seconds. */
      readonly expires_in: number;
    };
    readonly Error: {
      readonly status: number;
      /** @description An upper-case code such as PRECONDITION_FAILED. */
      readonly error: string;
      readonly message: string;
      readonly requestId: string;
    };
    readonly Credential: {
      /** @description Entra's key ID of the secret that TruU holds; null when it was entered manually. Always present. */
      readonly secretKeyId: string | null;
      /** Format: date-time */
      readonly acceptedAt: string;
      /** Format: date-time */
      readonly expiresAt: string | null;
      /**
       * @description The secrets that this directory held before, newest first. Always present: at least the last five, and every
       *     one that has not expired. A secret that no directory names was never held.
       */
      readonly previous: readonly components['schemas']['PreviousCredential'][];
    };
    readonly PreviousCredential: {
      /** @description Null when it was entered manually. */
      readonly secretKeyId: string | null;
      /** @description Application (client) ID of the registration that it was of. Always present. */
      readonly clientId: string | null;
      /** Format: date-time */
      readonly acceptedAt: string;
      /** Format: date-time */
      readonly replacedAt: string;
    };
    readonly Directory: {
      /** @description The ID in the path of the request. */
      readonly id: string;
      /** @constant */
      readonly type: 'ENTRA_ID';
      readonly configurationName: string;
      readonly domain: string;
      readonly allUsersShareUpnSuffix: boolean;
      readonly autoRemoveDevices: boolean;
      readonly tenantId: string | null;
      readonly clientId: string | null;
      readonly credential: components['schemas']['Credential'] | null;
      /** Format: date-time */
      readonly createdAt: string;
      /**
       * Format: date-time
       * @description The last change of settings or credential.
       */
      readonly updatedAt: string;
    };
    readonly DirectorySettings: {
      readonly configurationName?: string;
      readonly domain?: string;
      readonly allUsersShareUpnSuffix?: boolean;
      readonly autoRemoveDevices?: boolean;
    };
    readonly NewCredential: {
      readonly tenantId: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly secretKeyId: string | null;
      /** Format: date-time */
      readonly expiresAt: string | null;
    };
    readonly NewDirectory: {
      /** @constant */
      readonly type: 'ENTRA_ID';
      readonly configurationName: string;
      readonly domain: string;
      readonly allUsersShareUpnSuffix: boolean;
      readonly autoRemoveDevices: boolean;
      readonly credential: components['schemas']['NewCredential'];
    };
    readonly AcceptedCredential: {
      readonly secretKeyId: string | null;
      /** Format: date-time */
      readonly acceptedAt: string;
    };
    readonly Check: {
      readonly name: string;
      /** @description PASSED, HEALTHY or OK when it passed; any other value means that it did not. */
      readonly status: string;
      readonly code: string | null;
      readonly message: string;
    };
    readonly Health: {
      /** @description HEALTHY when all checks passed; any other value means not Healthy. */
      readonly status: string;
      /** @description The ID in the path of the request. */
      readonly directoryId?: string;
      /** Format: date-time */
      readonly checkedAt: string | null;
      readonly credentialKeyId: string | null;
      readonly checks: readonly components['schemas']['Check'][];
    };
    readonly PrimaryUserIdentifier: {
      readonly primaryUserIdentifier: string;
    };
    readonly Cluster: {
      readonly id: string;
      readonly name: string;
    };
    readonly DirectoryConnection: {
      /** @description The ID in the path of the request; not needed in a request. */
      readonly clusterId?: string;
      readonly directoryId: string | null;
    };
    readonly DirectoryPage: {
      readonly page: number;
      readonly pageSize: number;
      readonly totalPages: number;
      readonly totalItems: number;
      readonly items: readonly components['schemas']['Directory'][];
    };
    readonly ClusterPage: {
      readonly page: number;
      readonly pageSize: number;
      readonly totalPages: number;
      readonly totalItems: number;
      readonly items: readonly components['schemas']['Cluster'][];
    };
  };
  responses: {
    /** @description The request failed; after 5xx it may have taken effect. */
    readonly Error: {
      headers: {
        readonly [name: string]: unknown;
      };
      content: {
        readonly 'application/json': components['schemas']['Error'];
      };
    };
  };
  parameters: {
    readonly DirectoryId: string;
    readonly Page: number;
    /** @description The ETag that was read; a stale one is rejected with 412. */
    readonly IfMatch: string;
    /** @description The key ID of the secret. A repeated request with the same key and body gets the first response. */
    readonly IdempotencyKey: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  readonly issueToken: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/x-www-form-urlencoded': components['schemas']['TokenRequest'];
      };
    };
    readonly responses: {
      /** @description A bearer token. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['Token'];
        };
      };
      readonly default: components['responses']['Error'];
    };
  };
  readonly listDirectories: {
    readonly parameters: {
      readonly query?: {
        readonly page?: components['parameters']['Page'];
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description One page of directories. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['DirectoryPage'];
        };
      };
      readonly default: components['responses']['Error'];
    };
  };
  readonly createDirectory: {
    readonly parameters: {
      readonly query?: never;
      readonly header: {
        /** @description The key ID of the secret. A repeated request with the same key and body gets the first response. */
        readonly 'Idempotency-Key': components['parameters']['IdempotencyKey'];
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['NewDirectory'];
      };
    };
    readonly responses: {
      /** @description The new directory. */
      readonly 201: {
        headers: {
          readonly Location: string;
          readonly ETag: string;
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['Directory'];
        };
      };
      readonly default: components['responses']['Error'];
    };
  };
  readonly readDirectory: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        readonly directoryId: components['parameters']['DirectoryId'];
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description The directory. */
      readonly 200: {
        headers: {
          readonly ETag: string;
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['Directory'];
        };
      };
      readonly default: components['responses']['Error'];
    };
  };
  readonly updateDirectory: {
    readonly parameters: {
      readonly query?: never;
      readonly header: {
        /** @description The ETag that was read; a stale one is rejected with 412. */
        readonly 'If-Match': components['parameters']['IfMatch'];
      };
      readonly path: {
        readonly directoryId: components['parameters']['DirectoryId'];
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['DirectorySettings'];
      };
    };
    readonly responses: {
      /** @description The updated directory. */
      readonly 200: {
        headers: {
          readonly ETag: string;
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['Directory'];
        };
      };
      readonly default: components['responses']['Error'];
    };
  };
  readonly putCredential: {
    readonly parameters: {
      readonly query?: never;
      readonly header: {
        /** @description The ETag that was read; a stale one is rejected with 412. */
        readonly 'If-Match': components['parameters']['IfMatch'];
        /** @description The key ID of the secret. A repeated request with the same key and body gets the first response. */
        readonly 'Idempotency-Key': components['parameters']['IdempotencyKey'];
      };
      readonly path: {
        readonly directoryId: components['parameters']['DirectoryId'];
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['NewCredential'];
      };
    };
    readonly responses: {
      /** @description The secret is held. */
      readonly 200: {
        headers: {
          readonly ETag: string;
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['AcceptedCredential'];
        };
      };
      readonly default: components['responses']['Error'];
    };
  };
  readonly readHealth: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        readonly directoryId: components['parameters']['DirectoryId'];
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description The last result. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['Health'];
        };
      };
      readonly default: components['responses']['Error'];
    };
  };
  readonly readPrimaryUserIdentifier: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description The attribute. */
      readonly 200: {
        headers: {
          readonly ETag: string;
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['PrimaryUserIdentifier'];
        };
      };
      readonly default: components['responses']['Error'];
    };
  };
  readonly putPrimaryUserIdentifier: {
    readonly parameters: {
      readonly query?: never;
      readonly header: {
        /** @description The ETag that was read; a stale one is rejected with 412. */
        readonly 'If-Match': components['parameters']['IfMatch'];
      };
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['PrimaryUserIdentifier'];
      };
    };
    readonly responses: {
      /** @description The updated attribute. */
      readonly 200: {
        headers: {
          readonly ETag: string;
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['PrimaryUserIdentifier'];
        };
      };
      readonly default: components['responses']['Error'];
    };
  };
  readonly listClusters: {
    readonly parameters: {
      readonly query?: {
        readonly page?: components['parameters']['Page'];
      };
      readonly header?: never;
      readonly path?: never;
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description One page of clusters. */
      readonly 200: {
        headers: {
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['ClusterPage'];
        };
      };
      readonly default: components['responses']['Error'];
    };
  };
  readonly readDirectoryConnection: {
    readonly parameters: {
      readonly query?: never;
      readonly header?: never;
      readonly path: {
        readonly clusterId: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody?: never;
    readonly responses: {
      /** @description The connection. */
      readonly 200: {
        headers: {
          readonly ETag: string;
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['DirectoryConnection'];
        };
      };
      readonly default: components['responses']['Error'];
    };
  };
  readonly putDirectoryConnection: {
    readonly parameters: {
      readonly query?: never;
      readonly header: {
        /** @description The ETag that was read; a stale one is rejected with 412. */
        readonly 'If-Match': components['parameters']['IfMatch'];
      };
      readonly path: {
        readonly clusterId: string;
      };
      readonly cookie?: never;
    };
    readonly requestBody: {
      readonly content: {
        readonly 'application/json': components['schemas']['DirectoryConnection'];
      };
    };
    readonly responses: {
      /** @description The updated connection. */
      readonly 200: {
        headers: {
          readonly ETag: string;
          readonly [name: string]: unknown;
        };
        content: {
          readonly 'application/json': components['schemas']['DirectoryConnection'];
        };
      };
      readonly default: components['responses']['Error'];
    };
  };
}
