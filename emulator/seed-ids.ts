import { createHash } from 'node:crypto';

/** The ids of Microsoft Graph's application permissions that the default seed grants. Graph docs, permissions-reference. */
export const roleIds = {
  'Application.Read.All': '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30',
  'Application.ReadWrite.OwnedBy': '18a4783c-866b-4cc7-a460-3d5e5662c884',
  'Application.ReadWrite.All': '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9',
  'AppRoleAssignment.ReadWrite.All': '06b708a9-e830-4db3-a914-8e69da51d44f',
  'AuditLog.Read.All': 'b0afded3-3588-46d8-8b3d-9842eff778da',
  'DelegatedPermissionGrant.ReadWrite.All': '8e8e4742-1d95-4f68-9d56-6ee75648c72a',
  'Directory.Read.All': '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
  'Directory.ReadWrite.All': '19dbc75e-c2e2-444c-a770-ec69d8559fc7',
  'Policy.Read.All': '246dd0d5-5bd0-4def-940b-0421030a5b68',
  'Policy.ReadWrite.ApplicationConfiguration': 'be74164b-cff1-491c-8741-e671cb536e13',
} as const;

/** The name of a permission that the default seed grants. */
export type RoleName = keyof typeof roleIds;

/** The fixed ids of the default seed. */
export const seedIds = {
  tenant: '3f6e2a52-7d1c-4b6e-9a0e-5f0c6f1b2a11',
  graphAppId: '00000003-0000-0000-c000-000000000000',
  graphPrincipal: 'b1d0c6a4-93e7-4f58-8f2d-6c0e5a7d3b19',
  cluster: '6a1f7d20-2c9b-4d0e-b1a5-7e3f90c4d852',
  truuClient: 'truu-directory-automation',
} as const;

const digest = (label: string): Buffer => createHash('sha256').update(`truu-emulator ${label}`).digest();

/** A UUID that is always the same for a label. */
export const fixedUuid = (label: string): string => {
  const bytes = digest(label);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
};

/** A secret of 40 characters, always the same for a label. Computed, so that no scanner takes it for a real one. */
export const fixedSecret = (label: string): string =>
  `${label.slice(0, 3)}8Q~${digest(label).toString('base64url')}`.slice(0, 40);

/** A GUID as Microsoft orders its bytes: the first three fields little-endian. */
const guidBytes = (guid: string): Buffer => {
  const bytes = Buffer.from(guid.replaceAll('-', ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
};

/** The id of an app role assignment: its principal, then 16 bytes that cannot be derived; base64url. */
export const fixedAssignmentId = (principalId: string, role: string): string =>
  Buffer.concat([guidBytes(principalId), digest(principalId + role).subarray(0, 16)]).toString('base64url');
