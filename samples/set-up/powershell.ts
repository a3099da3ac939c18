import {
  apiSecrets,
  apiValues,
  apiVariables,
  deployer,
  graphAppId,
  permissionIds,
  planVariables,
  reader,
  renewer,
  renewerVariables,
  values,
  variableOf,
  writerVariables,
  type Identity,
  type Row,
} from './steps.ts';

const quoted = (value: string): string => `"${value.replaceAll(/\{(\w+)\}/g, '$${$1}')}"`;
const assignments = (rows: readonly Row[]): string => rows.map(([name, value]) => `$${name} = '${value}'`).join('\n');

const heading = `# Sets up the identities of the workflows in Entra and on GitHub: the commands of docs/setup.md for PowerShell 7.
# Fill in the values, then run it in a folder that you keep: it holds the client ids, by which a second run finds them.
# If Entra does not find an app that was just made, run it again.
$ErrorActionPreference = 'Stop'`;

const choices = `# $true where the action creates the secrets: with a key vault, or over TruU's API (docs/api.md).
$RENEWS = $false
# $true for TruU's API. It asks for the secrets at its end.
$API = $false
${assignments(apiValues)}`;

const subject = `$SUBJECT = "repo:\${REPO}"
if ((gh api "repos/\${REPO}/actions/oidc/customization/sub" --jq .use_immutable_subject) -eq 'true') {
  $repository = gh api "repos/\${REPO}" | ConvertFrom-Json
  $SUBJECT = "repo:$($repository.owner.login)@$($repository.owner.id)/$($repository.name)@$($repository.id)"
}`;

// JSON goes through a file, and no argument has parentheses: az is a batch file on Windows, whose cmd.exe takes both apart.
const functions = `az login --tenant $TENANT --allow-no-subscriptions

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
    $known = az rest --method POST --url "\${GRAPH}/v1.0/applications" --body $body --query appId --output tsv
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
    subject = "\${SUBJECT}:environment:$Environment"
    audiences = @($AUDIENCE)
  }
  az ad app federated-credential create --id $App --query subject --output tsv --parameters $body
}

function Grant-Permissions($App, $Roles) {
  $principal = Get-Principal $App
  $assignments = "\${GRAPH}/v1.0/servicePrincipals/$principal/appRoleAssignments"
  $held = @(az rest --method GET --url $assignments --query 'value[].appRoleId' --output tsv)
  foreach ($role in $Roles | Where-Object { $held -notcontains $_ }) {
    $body = Write-Body @{ principalId = $principal; resourceId = (Get-Principal ${graphAppId}); appRoleId = $role }
    az rest --method POST --url $assignments --body $body --query appRoleId --output tsv
  }
}

${assignments(permissionIds)}`;

const made = ({ name, variable, environment, permissions }: Identity): string =>
  [
    `$${variable} = Register-Identity ${name}`,
    `Get-Principal $${variable}`,
    `Add-Trust $${variable} ${environment}`,
    `Grant-Permissions $${variable} @(${permissions.map((one) => `$${variableOf(one)}`).join(', ')})`,
  ].join('\n');

const setVariable = ([name, value]: Row, environment: string | null): string =>
  `gh variable set ${name} --repo $REPO${environment === null ? '' : ` --env ${environment}`} --body ${quoted(value)}`;

const variablesOf = (rows: readonly Row[], environment: string | null): string =>
  rows.map((row) => setVariable(row, environment)).join('\n');

const github = `function Limit-ToMain($Environment) {
  $at = "repos/\${REPO}/environments/$Environment"
  if ((gh api $at --jq .deployment_branch_policy.custom_branch_policies 2> $null) -ne 'true') {
    @{ deployment_branch_policy = @{ protected_branches = $false; custom_branch_policies = $true } } |
      ConvertTo-Json | gh api --silent --method PUT $at --input -
  }
  if (@(gh api "$at/deployment-branch-policies" --jq '.branch_policies[].name') -notcontains 'main') {
    gh api --silent --method POST "$at/deployment-branch-policies" --raw-field name=main --raw-field type=branch
  }
}

gh api --silent "repos/\${REPO}/environments/${reader.environment}" 2> $null
if ($LASTEXITCODE -ne 0) { gh api --silent --method PUT "repos/\${REPO}/environments/${reader.environment}" }
${variablesOf(planVariables, null)}

Limit-ToMain ${deployer.environment}
${variablesOf(writerVariables, deployer.environment)}`;

const withRenewer = `${made(renewer)}

Limit-ToMain ${renewer.environment}
${variablesOf(renewerVariables.plan, null)}
${variablesOf([...writerVariables, ...renewerVariables.writer], renewer.environment)}
${variablesOf(renewerVariables.writer, deployer.environment)}`;

const api = [
  variablesOf(apiVariables.plan, null),
  ...[deployer, renewer].map(({ environment }) => variablesOf(apiVariables.writer, environment)),
  ...apiSecrets.map(([name, environment]) => `gh secret set ${name} --repo $REPO --env ${environment}`),
].join('\n');

const onlyIf = (choice: string, text: string): string => `if ($${choice}) {\n${text.replaceAll(/^(?=.)/gm, '  ')}\n}`;

/** The commands of the set-up as one script of PowerShell 7. */
export const powershell = `${[
  ...[heading, assignments(values), choices, subject, functions, made(deployer), made(reader), github],
  ...[onlyIf('RENEWS', withRenewer), onlyIf('API', api)],
].join('\n\n')}\n`;
