/** Name, app role id, scope id (Microsoft's permissions-descriptions.json, devx-content, 2026-08-07). */
const rows: readonly (readonly [string, string | null, string | null])[] = [
  ['Device.Read.All', '7438b122-aefc-4978-80ed-43db9fcc7715', '951183d1-1a61-466f-a6d1-1fde911bfd95'],
  ['Group.Read.All', '5b567255-7703-4780-807c-7be8301ae99b', '5f8c59db-677d-491f-a6b8-5f174b11ec1d'],
  ['Directory.Read.All', '7ab1d382-f21e-4acd-a863-ba3e13f7da61', '06da0dbc-49e2-44d2-8312-53f166ab848a'],
  ['User.Read', null, 'e1fe6dd8-ba31-4d61-89e7-88639da4683d'],
  ['User.Read.All', 'df021288-bdef-4463-88db-98f22de89214', 'a154be20-db9c-4678-8ab7-66f6cc099a59'],
  ['User.ReadBasic.All', '97235f07-e226-4f63-ace3-39588e11d3a1', 'b340eb25-3456-403f-be2f-af7a0d370277'],
  ['UserAuthenticationMethod.Read.All', '38d9df27-64da-44fd-b7c5-a6fbac20248f', 'aec28ec7-4d02-4e8c-b864-50163aea77eb'],
  [
    'UserAuthenticationMethod.ReadWrite.All',
    '50483e42-d915-4231-9639-7fdb7fd190e5',
    'b7887744-6746-4312-813d-72daeaee7e2d',
  ],
  ['Application.Read.All', '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30', 'c79f8feb-a9db-4090-85f9-90d820caa0eb'],
  ['Application.ReadWrite.OwnedBy', '18a4783c-866b-4cc7-a460-3d5e5662c884', null],
  ['Application.ReadWrite.All', '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9', 'bdfbf15f-ee85-4955-8675-146e8e5296b5'],
  ['AppRoleAssignment.ReadWrite.All', '06b708a9-e830-4db3-a914-8e69da51d44f', '84bccea3-f856-4a8a-967b-dbe0a3d53a64'],
  [
    'DelegatedPermissionGrant.ReadWrite.All',
    '8e8e4742-1d95-4f68-9d56-6ee75648c72a',
    '41ce6ca6-6826-4807-84f1-1c82854f7ee5',
  ],
  ['DelegatedPermissionGrant.Read.All', '81b4724a-58aa-41c1-8a55-84ef97466587', 'a197cdc4-a8e8-4d49-9d35-4ca7c83887b4'],
  ['Directory.ReadWrite.All', '19dbc75e-c2e2-444c-a770-ec69d8559fc7', 'c5366453-9fb0-48a5-a156-24f0c49a4b84'],
  ['AuditLog.Read.All', 'b0afded3-3588-46d8-8b3d-9842eff778da', 'e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20'],
  ['Domain.Read.All', 'dbb9058a-0e50-45d7-ae91-66909b5d4664', '2f9ee017-59c1-4f1d-9472-bd5529a7b311'],
  ['Policy.Read.All', '246dd0d5-5bd0-4def-940b-0421030a5b68', '572fea84-0151-49b2-9301-11cb16974376'],
  [
    'Policy.ReadWrite.ApplicationConfiguration',
    'be74164b-cff1-491c-8741-e671cb536e13',
    'b27add92-efb2-4f16-84f5-8108ba77985c',
  ],
  [
    'RoleManagement.ReadWrite.Directory',
    '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
    'd01b97e9-cbc0-49fe-810a-750afd5527a3',
  ],
  ['openid', null, '37f7f235-527c-4136-accd-4a02d197296e'],
  ['profile', null, '14dad69e-099b-42c9-810b-d002981feec1'],
  ['email', null, '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0'],
  ['offline_access', null, '7427e0e9-2fba-42fe-b0c0-848c9e6a8182'],
];

/** The app roles of Microsoft Graph's service principal. */
export const appRoles = rows.flatMap(([value, id]) =>
  id === null
    ? []
    : [{ id, value, displayName: value, isEnabled: true, allowedMemberTypes: ['Application'], origin: 'Application' }],
);

/** The scopes of Microsoft Graph's service principal. */
export const scopes = rows.flatMap(([value, , id]) =>
  id === null ? [] : [{ id, value, type: 'Admin', isEnabled: true }],
);

/** The name of an app role, by its id. */
export const roleName = (id: string): string | null => appRoles.find((role) => role.id === id)?.value ?? null;

/** Microsoft Graph's application id, the same in every tenant. */
export const graphAppId = '00000003-0000-0000-c000-000000000000';
