/** The parts of Microsoft Graph v1.0 that are read, every field optional: a response is untrusted until checked. */

/** passwordCredential and keyCredential. */
export interface WireCredential {
  readonly keyId?: string | null;
  readonly displayName?: string | null;
  readonly startDateTime?: string | null;
  readonly endDateTime?: string | null;
  readonly hint?: string | null;
}

/** requiredResourceAccess. */
export interface WireResourceAccess {
  readonly resourceAppId?: string;
  readonly resourceAccess?: readonly { readonly id?: string; readonly type?: string }[];
}

/** application. */
export interface WireApplication {
  readonly id?: string;
  readonly appId?: string;
  readonly displayName?: string | null;
  readonly uniqueName?: string | null;
  readonly signInAudience?: string | null;
  readonly createdDateTime?: string | null;
  readonly createdByAppId?: string | null;
  readonly requiredResourceAccess?: readonly WireResourceAccess[] | null;
  readonly passwordCredentials?: readonly WireCredential[] | null;
  readonly keyCredentials?: readonly WireCredential[] | null;
  readonly web?: WireRedirects | null;
  readonly spa?: WireRedirects | null;
  readonly publicClient?: WireRedirects | null;
  readonly isFallbackPublicClient?: boolean | null;
  readonly isDisabled?: boolean | null;
  readonly disabledByMicrosoftStatus?: string | null;
  readonly servicePrincipalLockConfiguration?: {
    readonly isEnabled?: boolean | null;
    readonly allProperties?: boolean | null;
  } | null;
}

/** webApplication, spaApplication and publicClientApplication. */
export interface WireRedirects {
  readonly redirectUris?: readonly string[] | null;
}

/** tenantAppManagementPolicy, the part on client secrets of applications. */
export interface WirePolicy {
  readonly isEnabled?: boolean;
  readonly applicationRestrictions?: {
    readonly passwordCredentials?: readonly {
      readonly restrictionType?: string;
      readonly maxLifetime?: string | null;
      readonly state?: string;
      readonly restrictForAppsCreatedAfterDateTime?: string | null;
      readonly excludeActors?: unknown;
    }[];
  };
}

/** servicePrincipal. */
export interface WireServicePrincipal {
  readonly id?: string;
  readonly appId?: string;
  readonly createdDateTime?: string | null;
  readonly accountEnabled?: boolean | null;
  readonly passwordCredentials?: readonly WireCredential[] | null;
  readonly keyCredentials?: readonly WireCredential[] | null;
}

/** appRoleAssignment. */
export interface WireAssignment {
  readonly id?: string;
  readonly appRoleId?: string;
  readonly resourceId?: string;
  readonly resourceDisplayName?: string | null;
}

/** directoryObject, as Graph lists the memberships of a service principal. */
export interface WireMembership {
  readonly '@odata.type'?: string;
  readonly id?: string;
  readonly displayName?: string | null;
}

/** oAuth2PermissionGrant. */
export interface WireGrant {
  readonly id?: string;
  readonly consentType?: string;
  readonly resourceId?: string;
  readonly scope?: string | null;
}

/** appCredentialSignInActivity, beta. */
export interface WireCredentialActivity {
  readonly keyId?: string;
  readonly keyType?: string | null;
  readonly appId?: string | null;
  /** Application id of the API. */
  readonly resourceId?: string | null;
  readonly signInActivity?: Readonly<Record<string, unknown>> | null;
}

/** modifiedProperty of the audit log. */
export interface WireAuditProperty {
  readonly displayName?: string | null;
  readonly oldValue?: string | null;
  readonly newValue?: string | null;
}

/** directoryAudit. */
export interface WireAudit {
  readonly id?: string;
  readonly activityDateTime?: string;
  readonly activityDisplayName?: string | null;
  readonly result?: string;
  readonly initiatedBy?: {
    readonly user?: {
      readonly id?: string | null;
      readonly displayName?: string | null;
      readonly userPrincipalName?: string | null;
    } | null;
    readonly app?: {
      readonly appId?: string | null;
      readonly displayName?: string | null;
      readonly servicePrincipalId?: string | null;
    } | null;
  };
  readonly targetResources?: readonly {
    readonly id?: string | null;
    readonly modifiedProperties?: readonly WireAuditProperty[] | null;
  }[];
}

/** directoryObject, as Graph lists the owners of an application. */
export interface WireOwner {
  readonly id?: string;
  readonly appId?: string | null;
  readonly displayName?: string | null;
}

/** federatedIdentityCredential. */
export interface WireFederatedCredential {
  readonly id?: string;
  readonly name?: string;
  readonly issuer?: string | null;
  readonly subject?: string | null;
}

/** The error envelope (Graph docs, concepts/errors). */
export interface WireError {
  readonly error?: {
    readonly code?: string;
    readonly message?: string;
    readonly details?: readonly { readonly code?: string; readonly message?: string; readonly target?: string }[];
    readonly innerError?: { readonly 'request-id'?: string };
  };
}
