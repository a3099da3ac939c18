/** The two kinds of permission that Microsoft Graph has. */
export type PermissionType = 'application' | 'delegated';

/** A permission on Microsoft Graph. */
export interface Permission {
  readonly name: string;
  readonly type: PermissionType;
  /** App role id or scope id, the same in every tenant. */
  readonly id: string;
  /** What it lets its holder do; completes the sentence "may …". */
  readonly description: string;
  /** 0: whoever holds it can take over the tenant or its people; 1: reads much; 2: the rest. */
  readonly tier: 0 | 1 | 2;
}

/** A row: name, id as application permission, id as delegated permission, what it lets its holder do, tier. */
type Row = readonly [string, string | null, string | null, string, Permission['tier']];

/** Names and ids from Microsoft's permissions-descriptions.json (devx-content, 2026-08-07); the words are ours. */
const rows: readonly Row[] = [
  [
    'Device.Read.All',
    '7438b122-aefc-4978-80ed-43db9fcc7715',
    '951183d1-1a61-466f-a6d1-1fde911bfd95',
    'read every device in the tenant',
    1,
  ],
  [
    'Group.Read.All',
    '5b567255-7703-4780-807c-7be8301ae99b',
    '5f8c59db-677d-491f-a6b8-5f174b11ec1d',
    'read every group and its members',
    1,
  ],
  [
    'Directory.Read.All',
    '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
    '06da0dbc-49e2-44d2-8312-53f166ab848a',
    'read everything in the directory: users, groups, apps and devices',
    1,
  ],
  ['User.Read', null, 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', 'read the profile of the user who signs in', 2],
  [
    'User.Read.All',
    'df021288-bdef-4463-88db-98f22de89214',
    'a154be20-db9c-4678-8ab7-66f6cc099a59',
    'read the full profile of every user',
    1,
  ],
  [
    'User.ReadBasic.All',
    '97235f07-e226-4f63-ace3-39588e11d3a1',
    'b340eb25-3456-403f-be2f-af7a0d370277',
    'read the basic profile of every user',
    2,
  ],
  [
    'UserAuthenticationMethod.Read.All',
    '38d9df27-64da-44fd-b7c5-a6fbac20248f',
    'aec28ec7-4d02-4e8c-b864-50163aea77eb',
    'read which sign-in methods every user has registered',
    1,
  ],
  [
    'UserAuthenticationMethod.ReadWrite.All',
    '50483e42-d915-4231-9639-7fdb7fd190e5',
    'b7887744-6746-4312-813d-72daeaee7e2d',
    'add and remove the sign-in methods of every user, administrators included, and so sign in as any of them',
    0,
  ],
  [
    'Application.Read.All',
    '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30',
    'c79f8feb-a9db-4090-85f9-90d820caa0eb',
    'read every app registration and service principal',
    1,
  ],
  [
    'Application.ReadWrite.OwnedBy',
    '18a4783c-866b-4cc7-a460-3d5e5662c884',
    null,
    'change the registrations that the app owns, and give them credentials',
    0,
  ],
  [
    'Application.ReadWrite.All',
    '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9',
    'bdfbf15f-ee85-4955-8675-146e8e5296b5',
    'change every app registration, and log in as any of them',
    0,
  ],
  [
    'AppRoleAssignment.ReadWrite.All',
    '06b708a9-e830-4db3-a914-8e69da51d44f',
    '84bccea3-f856-4a8a-967b-dbe0a3d53a64',
    'grant any application permission to any app, itself included',
    0,
  ],
  [
    'DelegatedPermissionGrant.ReadWrite.All',
    '8e8e4742-1d95-4f68-9d56-6ee75648c72a',
    '41ce6ca6-6826-4807-84f1-1c82854f7ee5',
    'grant any delegated permission to any app, for every user',
    0,
  ],
  [
    'DelegatedPermissionGrant.Read.All',
    '81b4724a-58aa-41c1-8a55-84ef97466587',
    'a197cdc4-a8e8-4d49-9d35-4ca7c83887b4',
    'read which delegated permissions were granted',
    1,
  ],
  [
    'Directory.ReadWrite.All',
    '19dbc75e-c2e2-444c-a770-ec69d8559fc7',
    'c5366453-9fb0-48a5-a156-24f0c49a4b84',
    'change nearly everything in the directory',
    0,
  ],
  [
    'Domain.Read.All',
    'dbb9058a-0e50-45d7-ae91-66909b5d4664',
    '2f9ee017-59c1-4f1d-9472-bd5529a7b311',
    'read the domains of the tenant',
    2,
  ],
  [
    'Policy.Read.All',
    '246dd0d5-5bd0-4def-940b-0421030a5b68',
    '572fea84-0151-49b2-9301-11cb16974376',
    'read every policy of the tenant',
    1,
  ],
  [
    'Policy.ReadWrite.ApplicationConfiguration',
    'be74164b-cff1-491c-8741-e671cb536e13',
    'b27add92-efb2-4f16-84f5-8108ba77985c',
    'change the policies that bind apps',
    0,
  ],
  [
    'RoleManagement.ReadWrite.Directory',
    '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
    'd01b97e9-cbc0-49fe-810a-750afd5527a3',
    'give any directory role, Global Administrator included, to any account',
    0,
  ],
  ['openid', null, '37f7f235-527c-4136-accd-4a02d197296e', 'sign users in', 2],
  ['profile', null, '14dad69e-099b-42c9-810b-d002981feec1', 'read the basic profile of the user who signs in', 2],
  ['email', null, '64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0', 'read the e-mail address of the user who signs in', 2],
  ['offline_access', null, '7427e0e9-2fba-42fe-b0c0-848c9e6a8182', 'keep access when the user is away', 2],
];

/** Every permission that the catalogue knows, each type for itself. */
export const permissionRows: readonly Permission[] = rows.flatMap(
  ([name, application, delegated, description, tier]) => [
    ...(application === null ? [] : [{ name, type: 'application' as const, id: application, description, tier }]),
    ...(delegated === null ? [] : [{ name, type: 'delegated' as const, id: delegated, description, tier }]),
  ],
);
