import { atLogin, each, type AadstsRows } from './row.ts';

const noMatch = { remedy: 'credential', tasks: ['entra-admin', 'repository-owner'] } as const;

/** Entra's own tokens as assertions, and other grants: no login of ours sends them. */
const notOurs = atLogin('AUTH_FAILED', 'Entra took the OIDC token for one of another kind of login.', {
  fix: 'Check that the inputs "entra-authority-url" and "client-id" are those of Microsoft Entra. If they are, report it.',
  tasks: ['action'],
});

const unreadableIssuer = atLogin(
  'AUTH_ASSERTION_REFUSED',
  'Entra could not read the keys of the issuer of the OIDC token.',
  {
    fix: "If the issuer in the report is GitHub's, run again: it is between GitHub and Entra. On GitHub Enterprise Server, let Entra reach ISSUER/.well-known/openid-configuration and the keys that it names from the internet.",
    tasks: ['service', 'repository-owner'],
    transient: true,
  },
);

/**
 * Only our own login presents an assertion. Sources: Microsoft's table of errors of Azure Pipelines (2026-03-26), its
 * reference of error codes (2024-04-24), and public logs of 2022 to 2026 (Azure/login#379, #453, #515, #552, #617,
 * Azure/azure-workload-identity#616, #1200), all read 2026-11.
 */
export const federationRows: AadstsRows = {
  '70025': atLogin('AUTH_NO_FEDERATED_CREDENTIAL', '{Identity} has no federated credential, so it trusts no job.', {
    remedy: 'credential',
    tasks: ['entra-admin', 'repository-owner'],
  }),
  '70021': atLogin('AUTH_SUBJECT_MISMATCH', 'No federated credential of {identity} matches this job.', noMatch),
  '700213': atLogin(
    'AUTH_SUBJECT_MISMATCH',
    'No federated credential of {identity} has the subject of this job.',
    noMatch,
  ),
  '7002138': atLogin(
    'AUTH_SUBJECT_MISMATCH',
    'The federated credential of {identity} differs from the subject of this job only in case.',
    noMatch,
  ),
  '700211': atLogin(
    'AUTH_ISSUER_MISMATCH',
    'No federated credential of {identity} has the issuer of this job.',
    noMatch,
  ),
  '700212': atLogin(
    'AUTH_AUDIENCE_MISMATCH',
    'The federated credential of {identity} with this issuer and subject has another audience.',
    { remedy: 'audience', tasks: ['entra-admin', 'spec-author'] },
  ),
  ...each([50166, 90061, 501661], unreadableIssuer),
  '700024': atLogin('AUTH_ASSERTION_REFUSED', 'Entra reports that the OIDC token is not valid at this time.', {
    fix: 'Run again: GitHub issues the token and Entra checks it, both by their own clocks; the clock of the runner plays no part. On GitHub Enterprise Server, correct the clock of the server.',
    tasks: ['service', 'repository-owner'],
    needsNewAssertion: true,
  }),
  '700027': atLogin('AUTH_ASSERTION_REFUSED', 'Entra reports that the signature of the OIDC token is invalid.', {
    fix: 'Run again: the issuer may have changed its keys. If it fails again, check the issuer in the report, and whether a proxy changes the answer of GitHub.',
    tasks: ['service', 'repository-owner'],
    needsNewAssertion: true,
  }),
  ...each(
    [50027, 5002730],
    atLogin('AUTH_ASSERTION_REFUSED', 'Entra reports that the OIDC token is malformed.', {
      fix: 'Run again. If it fails again, check whether a proxy changes the answer of GitHub, and that the job has "permissions: id-token: write".',
      tasks: ['repository-owner', 'action'],
      needsNewAssertion: true,
    }),
  ),
  '700223': atLogin('AUTH_BLOCKED', 'A policy of the tenant forbids workload identity federation.', {
    fix: 'Ask an administrator of the tenant to allow federated credentials of GitHub for {identity}. No change of the spec or the workflow helps.',
    tasks: ['entra-admin'],
  }),
  '700238': atLogin('AUTH_BLOCKED', 'A policy of the tenant does not allow the issuer of this job.', {
    fix: 'Ask an administrator of the tenant to allow the issuer in the report for app registrations. No change of the spec or the workflow helps.',
    tasks: ['entra-admin'],
  }),
  '7002381': atLogin('AUTH_BLOCKED', 'A policy of the tenant allows only repositories of certain GitHub enterprises.', {
    fix: 'Run the workflow in a repository of an enterprise that Entra names in the report, or ask an administrator of the tenant to allow this one. If earlier runs of this job logged in, run again: GitHub may have left the claim out.',
    tasks: ['repository-owner', 'entra-admin'],
  }),
  '700025': atLogin('AUTH_CLIENT_NOT_FOUND', '{Identity} is a public client, which cannot log in by a credential.', {
    fix: 'Set the input "client-id" to the Application (client) ID of an app registration of the tenant.',
    tasks: ['repository-owner'],
    health: {
      meaning: 'The client ID that TruU sends is that of a public client, which takes no secret',
      fix: 'Run apply: it sets the client ID of the registration in TruU.',
      credentialFailure: false,
    },
  }),
  '70052': atLogin('AUTH_FAILED', '{Identity} is a multi-tenant app, which Entra does not let log in this way.', {
    fix: 'Set signInAudience of the app to AzureADMyOrg.',
    tasks: ['entra-admin'],
  }),
  ...each(
    [50012, 50013, 500133, 50048, 700021, 700030, 700222, 700226, 700227, 700229, 700236, 7002121, 7002137],
    notOurs,
  ),
};
