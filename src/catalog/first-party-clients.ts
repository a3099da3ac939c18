/**
 * Microsoft's own clients, through which people create registrations: whatever anybody makes with one of them has its id
 * as createdByAppId, so none of them can be an identity of a workflow. Client ids (Microsoft's list of first-party apps,
 * learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in; read 2026-11).
 */
export const firstPartyClients: ReadonlyMap<string, string> = new Map([
  ['04b07795-8ddb-461a-bbee-02f9e1bf7b46', 'Azure CLI and Azure Developer CLI'],
  ['1950a258-227b-4e31-a9cf-717495945fc2', 'Azure PowerShell'],
  ['14d82eec-204b-4c2f-b7e8-296a70dab67e', 'Microsoft Graph PowerShell'],
  ['de8bc8b5-d9f9-48b1-a8ad-b748da725064', 'Graph Explorer'],
  ['c44b4083-3bb0-49c1-b47d-974e53cbdf3c', 'Azure portal'],
  ['74658136-14ec-4630-ad9b-26e160ff0fc6', 'Microsoft Entra admin center'],
  ['1b730954-1685-4b74-9bfd-dac224a7b894', 'Azure AD PowerShell'],
  ['872cd9fa-d31f-45e0-9eab-6e460a02d1f1', 'Visual Studio'],
  ['04f0c124-f2bc-4f59-8241-bf6df9866bbd', 'Visual Studio'],
  ['aebc6443-996d-45c2-90f0-388ff96faa56', 'Visual Studio Code'],
  ['00000003-0000-0000-c000-000000000000', 'Microsoft Graph'],
]);
