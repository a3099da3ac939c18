/** The types of Graph with known properties. */
export type GraphType =
  'application' | 'servicePrincipal' | 'appRoleAssignment' | 'oAuth2PermissionGrant' | 'federatedIdentityCredential';

const namesIn = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Properties that $select may name (Microsoft's published types of Graph v1.0, 2.43.1; createdByAppId, isDisabled: Graph docs). */
const known: Readonly<Record<GraphType, ReadonlySet<string>>> = {
  application: new Set(
    namesIn(`id deletedDateTime addIns api appId applicationTemplateId appRoles authenticationBehaviors certification
      createdByAppId createdDateTime defaultRedirectUri description disabledByMicrosoftStatus displayName
      groupMembershipClaims identifierUris info isDeviceOnlyAuthSupported isDisabled isFallbackPublicClient keyCredentials
      logo nativeAuthenticationApisEnabled notes oauth2RequirePostResponse optionalClaims parentalControlSettings
      passwordCredentials publicClient publisherDomain requestSignatureVerification requiredResourceAccess samlMetadataUrl
      serviceManagementReference servicePrincipalLockConfiguration signInAudience spa tags tokenEncryptionKeyId uniqueName
      verifiedPublisher web`),
  ),
  servicePrincipal: new Set(
    namesIn(`id deletedDateTime accountEnabled addIns alternativeNames appDescription appDisplayName appId
      applicationTemplateId appOwnerOrganizationId appRoleAssignmentRequired appRoles createdDateTime
      customSecurityAttributes description disabledByMicrosoftStatus displayName homepage info keyCredentials loginUrl
      logoutUrl notes notificationEmailAddresses oauth2PermissionScopes passwordCredentials preferredSingleSignOnMode
      preferredTokenSigningKeyThumbprint replyUrls resourceSpecificApplicationPermissions samlSingleSignOnSettings
      servicePrincipalNames servicePrincipalType signInAudience tags tokenEncryptionKeyId verifiedPublisher`),
  ),
  appRoleAssignment: new Set(
    namesIn(`id deletedDateTime appRoleId createdDateTime principalDisplayName principalId principalType
      resourceDisplayName resourceId`),
  ),
  oAuth2PermissionGrant: new Set(namesIn('id clientId consentType principalId resourceId scope')),
  federatedIdentityCredential: new Set(namesIn('id audiences description issuer name subject')),
};

/** Whether objects of a type have a property. */
export const hasProperty = (type: GraphType, name: string): boolean => known[type].has(name);
