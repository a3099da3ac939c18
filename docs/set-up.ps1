# Sets up the identities of the workflows in Entra and on GitHub: the commands of docs/setup.md for PowerShell 7.
# Fill in the values, then run it in a folder that you keep: it holds the client ids, by which a second run finds them.
# If Entra does not find an app that was just made, run it again.
$ErrorActionPreference = 'Stop'

$TENANT = 'TENANT_ID'
$REPO = 'ORG/REPO'
$ASSIGNEES = 'GITHUB_LOGIN'
$GRAPH = 'https://graph.microsoft.com'
$AUDIENCE = 'api://AzureADTokenExchange'
$ISSUER = 'https://token.actions.githubusercontent.com'

# $true where the action creates the secrets: with a key vault, or over TruU's API (docs/api.md).
$RENEWS = $false
# $true for TruU's API. It asks for the secrets at its end.
$API = $false
$TRUU = 'https://TRUU_HOST'
$TRUU_READ_CLIENT = 'ID_OF_A_CLIENT_THAT_READS'
$TRUU_WRITE_CLIENT = 'ID_OF_A_CLIENT_THAT_WRITES'

$SUBJECT = "repo:${REPO}"
if ((gh api "repos/${REPO}/actions/oidc/customization/sub" --jq .use_immutable_subject) -eq 'true') {
  $repository = gh api "repos/${REPO}" | ConvertFrom-Json
  $SUBJECT = "repo:$($repository.owner.login)@$($repository.owner.id)/$($repository.name)@$($repository.id)"
}

az login --tenant $TENANT --allow-no-subscriptions

function Write-Body($Body) {
  $file = New-TemporaryFile
  ConvertTo-Json $Body -Compress -Depth 5 | Set-Content $file
  "@$($file.FullName)"
}

function Register-Identity($Name) {
  $file = "truu-$Name.id"
  $known = if (Test-Path $file) { Get-Content $file }
  if (-not $known) {
    $body = Write-Body @{ displayName = "TruU $Name"; signInAudience = 'AzureADMyOrg' }
    $known = az rest --method POST --url "${GRAPH}/v1.0/applications" --body $body --query appId --output tsv
    if (-not $known) { throw "The app TruU $Name was not made." }
    Set-Content $file $known
  }
  $known
}

function Get-Principal($App) {
  $id = az ad sp show --id $App --query id --output tsv 2> $null
  if (-not $id) { $id = az ad sp create --id $App --query id --output tsv }
  $id
}

function Add-Trust($App, $Environment) {
  $name = "github-$Environment"
  $there = az ad app federated-credential show --id $App --federated-credential-id $name --query subject --output tsv 2> $null
  if ($there) { return $there }
  $body = Write-Body @{
    name = $name
    issuer = $ISSUER
    subject = "${SUBJECT}:environment:$Environment"
    audiences = @($AUDIENCE)
  }
  az ad app federated-credential create --id $App --query subject --output tsv --parameters $body
}

function Grant-Permissions($App, $Roles) {
  $principal = Get-Principal $App
  $assignments = "${GRAPH}/v1.0/servicePrincipals/$principal/appRoleAssignments"
  $held = @(az rest --method GET --url $assignments --query 'value[].appRoleId' --output tsv)
  foreach ($role in $Roles | Where-Object { $held -notcontains $_ }) {
    $body = Write-Body @{ principalId = $principal; resourceId = (Get-Principal 00000003-0000-0000-c000-000000000000); appRoleId = $role }
    az rest --method POST --url $assignments --body $body --query appRoleId --output tsv
  }
}

$Application_ReadWrite_OwnedBy = '18a4783c-866b-4cc7-a460-3d5e5662c884'
$Application_Read_All = '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30'
$Directory_Read_All = '7ab1d382-f21e-4acd-a863-ba3e13f7da61'
$AppRoleAssignment_ReadWrite_All = '06b708a9-e830-4db3-a914-8e69da51d44f'
$DelegatedPermissionGrant_ReadWrite_All = '8e8e4742-1d95-4f68-9d56-6ee75648c72a'

$DEPLOYER = Register-Identity deployer
Get-Principal $DEPLOYER
Add-Trust $DEPLOYER truu-production
Grant-Permissions $DEPLOYER @($Application_ReadWrite_OwnedBy, $Application_Read_All, $Directory_Read_All, $AppRoleAssignment_ReadWrite_All, $DelegatedPermissionGrant_ReadWrite_All)

$READER = Register-Identity reader
Get-Principal $READER
Add-Trust $READER truu-plan
Grant-Permissions $READER @($Application_Read_All, $Directory_Read_All)

function Limit-ToMain($Environment) {
  $at = "repos/${REPO}/environments/$Environment"
  if ((gh api $at --jq .deployment_branch_policy.custom_branch_policies 2> $null) -ne 'true') {
    @{ deployment_branch_policy = @{ protected_branches = $false; custom_branch_policies = $true } } |
      ConvertTo-Json | gh api --silent --method PUT $at --input -
  }
  if (@(gh api "$at/deployment-branch-policies" --jq '.branch_policies[].name') -notcontains 'main') {
    gh api --silent --method POST "$at/deployment-branch-policies" --raw-field name=main --raw-field type=branch
  }
}

gh api --silent "repos/${REPO}/environments/truu-plan" 2> $null
if ($LASTEXITCODE -ne 0) { gh api --silent --method PUT "repos/${REPO}/environments/truu-plan" }
gh variable set ENTRA_PLAN_TENANT_ID --repo $REPO --body "${TENANT}"
gh variable set TRUU_READER_CLIENT_ID --repo $REPO --body "${READER}"
gh variable set TRUU_PLAN_DEPLOYER_CLIENT_ID --repo $REPO --body "${DEPLOYER}"
gh variable set TRUU_PLAN_ASSIGNEES --repo $REPO --body "${ASSIGNEES}"

Limit-ToMain truu-production
gh variable set ENTRA_TENANT_ID --repo $REPO --env truu-production --body "${TENANT}"
gh variable set TRUU_DEPLOYER_CLIENT_ID --repo $REPO --env truu-production --body "${DEPLOYER}"
gh variable set TRUU_ASSIGNEES --repo $REPO --env truu-production --body "${ASSIGNEES}"

if ($RENEWS) {
  $RENEWER = Register-Identity renewer
  Get-Principal $RENEWER
  Add-Trust $RENEWER truu-renew
  Grant-Permissions $RENEWER @($Application_ReadWrite_OwnedBy, $Application_Read_All, $Directory_Read_All)

  Limit-ToMain truu-renew
  gh variable set TRUU_PLAN_RENEWER_CLIENT_ID --repo $REPO --body "${RENEWER}"
  gh variable set ENTRA_TENANT_ID --repo $REPO --env truu-renew --body "${TENANT}"
  gh variable set TRUU_DEPLOYER_CLIENT_ID --repo $REPO --env truu-renew --body "${DEPLOYER}"
  gh variable set TRUU_ASSIGNEES --repo $REPO --env truu-renew --body "${ASSIGNEES}"
  gh variable set TRUU_RENEWER_CLIENT_ID --repo $REPO --env truu-renew --body "${RENEWER}"
  gh variable set TRUU_RENEWER_CLIENT_ID --repo $REPO --env truu-production --body "${RENEWER}"
}

if ($API) {
  gh variable set TRUU_PLAN_URL --repo $REPO --body "${TRUU}"
  gh variable set TRUU_PLAN_TOKEN_URL --repo $REPO --body "${TRUU}/oauth2/token"
  gh variable set TRUU_READ_CLIENT_ID --repo $REPO --body "${TRUU_READ_CLIENT}"
  gh variable set TRUU_URL --repo $REPO --env truu-production --body "${TRUU}"
  gh variable set TRUU_TOKEN_URL --repo $REPO --env truu-production --body "${TRUU}/oauth2/token"
  gh variable set TRUU_WRITE_CLIENT_ID --repo $REPO --env truu-production --body "${TRUU_WRITE_CLIENT}"
  gh variable set TRUU_URL --repo $REPO --env truu-renew --body "${TRUU}"
  gh variable set TRUU_TOKEN_URL --repo $REPO --env truu-renew --body "${TRUU}/oauth2/token"
  gh variable set TRUU_WRITE_CLIENT_ID --repo $REPO --env truu-renew --body "${TRUU_WRITE_CLIENT}"
  gh secret set TRUU_READ_CLIENT_SECRET --repo $REPO --env truu-plan
  gh secret set TRUU_WRITE_CLIENT_SECRET --repo $REPO --env truu-production
  gh secret set TRUU_WRITE_CLIENT_SECRET --repo $REPO --env truu-renew
}
