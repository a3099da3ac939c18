/**
 * Every route of Graph that the emulator serves; all others are refused. `{id}` is an object id, `(appId='…')` or, for
 * applications, `(uniqueName='…')`. All are below `/v1.0`, except those that begin with `/beta`.
 */
export const graphRoutes: readonly string[] = [
  'POST /$batch',
  'GET /applications',
  'POST /applications',
  'GET /applications/{id}',
  'PATCH /applications/{id}',
  'DELETE /applications/{id}',
  'POST /applications/{id}/addPassword',
  'POST /applications/{id}/removePassword',
  'GET /applications/{id}/owners',
  'POST /applications/{id}/owners/$ref',
  'DELETE /applications/{id}/owners/{ownerId}/$ref',
  'GET /applications/{id}/federatedIdentityCredentials',
  'POST /applications/{id}/federatedIdentityCredentials',
  'GET /applications/{id}/federatedIdentityCredentials/{idOrName}',
  'PATCH /applications/{id}/federatedIdentityCredentials/{idOrName}',
  'DELETE /applications/{id}/federatedIdentityCredentials/{idOrName}',
  'GET /servicePrincipals',
  'POST /servicePrincipals',
  'GET /servicePrincipals/{id}',
  'PATCH /servicePrincipals/{id}',
  'DELETE /servicePrincipals/{id}',
  'POST /servicePrincipals/{id}/addPassword',
  'GET /servicePrincipals/{id}/owners',
  'GET /servicePrincipals/{id}/transitiveMemberOf',
  'GET /servicePrincipals/{id}/federatedIdentityCredentials',
  'POST /servicePrincipals/{id}/owners/$ref',
  'DELETE /servicePrincipals/{id}/owners/{ownerId}/$ref',
  'GET /servicePrincipals/{id}/appRoleAssignments',
  'POST /servicePrincipals/{id}/appRoleAssignments',
  'DELETE /servicePrincipals/{id}/appRoleAssignments/{assignmentId}',
  'GET /servicePrincipals/{id}/appRoleAssignedTo',
  'POST /servicePrincipals/{id}/appRoleAssignedTo',
  'DELETE /servicePrincipals/{id}/appRoleAssignedTo/{assignmentId}',
  'GET /servicePrincipals/{id}/oauth2PermissionGrants',
  'GET /oauth2PermissionGrants',
  'POST /oauth2PermissionGrants',
  'GET /oauth2PermissionGrants/{id}',
  'PATCH /oauth2PermissionGrants/{id}',
  'DELETE /oauth2PermissionGrants/{id}',
  'GET /directory/deletedItems/{type}',
  'POST /directory/deletedItems/{id}/restore',
  'DELETE /directory/deletedItems/{id}',
  'GET /policies/defaultAppManagementPolicy',
  'GET /organization',
  'GET /auditLogs/directoryAudits',
  'GET /beta/reports/appCredentialSignInActivities',
  'GET /beta/reports/appCredentialSignInActivities/{id}',
];

/** The versions of Graph with routes. */
export type GraphVersion = 'v1.0' | 'beta';

const patterns = graphRoutes.map((route) => {
  const [method = '', whole = ''] = route.split(' ');
  const version: GraphVersion = whole.startsWith('/beta/') ? 'beta' : 'v1.0';
  const template = whole.replace(/^\/beta(?=\/)/, '');
  const source = template.replaceAll('$', '\\$').replaceAll(/\{\w+\}/g, '[^/]+');
  return { method, version, pattern: new RegExp(`^${source}$`, 'i') };
});

/** Whether a path below a version is a route: with this method, only with another one, or not at all. */
export const routed = (method: string, version: GraphVersion, subpath: string): 'yes' | 'other method' | 'no' => {
  // Alternate keys can replace ids; a quoted value can contain any character, including slashes.
  const path = `/${subpath}`.replaceAll(/\((?:appId|uniqueName|name)='(?:[^']|'')*'\)/gi, '/-');
  const at = patterns.filter((one) => one.version === version && one.pattern.test(path));
  if (at.length === 0) return 'no';
  return at.some((one) => one.method === method) ? 'yes' : 'other method';
};
