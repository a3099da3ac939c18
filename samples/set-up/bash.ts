import {
  apiSecrets,
  apiValues,
  apiVariables,
  deployer,
  graphAppId,
  immutableSubject,
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

// No line has a comment: zsh takes none at its prompt, and none within an array. Before a colon a variable has braces, since
// zsh reads "$NAME:e" as a modifier.

const quoted = (value: string): string => `"${value.replaceAll(/\{(\w+)\}/g, '$$$1')}"`;
const assignments = (rows: readonly Row[]): string => rows.map(([name, value]) => `${name}=${value}`).join('\n');

const subject = `SUBJECT="repo:$REPO"
if [ "$(gh api "repos/$REPO/actions/oidc/customization/sub" --jq .use_immutable_subject)" = true ]; then
  SUBJECT=$(gh api "repos/$REPO" --jq '${immutableSubject}')
fi
echo "$SUBJECT"`;

const functions = `az login --tenant "$TENANT" --allow-no-subscriptions

register() {
  [ -s "truu-$1.id" ] || az rest --method POST --url "$GRAPH/v1.0/applications" \\
    --body "{\\"displayName\\": \\"TruU $1\\", \\"signInAudience\\": \\"AzureADMyOrg\\"}" \\
    --query appId --output tsv > "truu-$1.id"
  cat "truu-$1.id"
}

principal() {
  az ad sp show --id "$1" --query id --output tsv 2> /dev/null ||
    az ad sp create --id "$1" --query id --output tsv
}

federate() {
  az ad app federated-credential show --id "$1" --federated-credential-id "github-$2" \\
    --query subject --output tsv 2> /dev/null ||
    az ad app federated-credential create --id "$1" --query subject --output tsv --parameters "{
      \\"name\\": \\"github-$2\\",
      \\"issuer\\": \\"$ISSUER\\",
      \\"subject\\": \\"\${SUBJECT}:environment:$2\\",
      \\"audiences\\": [\\"$AUDIENCE\\"]
    }"
}

permit() {
  who=$(principal "$1")
  assignments="$GRAPH/v1.0/servicePrincipals/$who/appRoleAssignments"
  body="{\\"principalId\\": \\"$who\\", \\"resourceId\\": \\"$(principal ${graphAppId})\\""
  held=$(az rest --method GET --url "$assignments" --query 'value[].appRoleId' --output tsv)
  shift
  for role in "$@"; do
    case $held in
      *"$role"*) ;;
      *) az rest --method POST --url "$assignments" --body "$body, \\"appRoleId\\": \\"$role\\"}" \\
        --query appRoleId --output tsv ;;
    esac
  done
}

${assignments(permissionIds)}`;

const made = ({ name, variable, environment, permissions }: Identity): string =>
  [
    `${variable}=$(register ${name})`,
    `principal "$${variable}"`,
    `federate "$${variable}" ${environment}`,
    `permit "$${variable}" ${permissions.map((one) => `"$${variableOf(one)}"`).join(' ')}`,
  ].join('\n');

const setVariable = ([name, value]: Row, environment: string | null): string =>
  `gh variable set ${name} --repo "$REPO"${environment === null ? '' : ` --env ${environment}`} --body ${quoted(value)}`;

const variablesOf = (rows: readonly Row[], environment: string | null): string =>
  rows.map((row) => setVariable(row, environment)).join('\n');

const environments = `close_to_main() {
  at="repos/$REPO/environments/$1"
  [ "$(gh api "$at" --jq .deployment_branch_policy.custom_branch_policies 2> /dev/null)" = true ] ||
    echo '{"deployment_branch_policy": {"protected_branches": false, "custom_branch_policies": true}}' |
    gh api --silent --method PUT "$at" --input -
  gh api "$at/deployment-branch-policies" --jq '.branch_policies[].name' | grep -qx main ||
    gh api --silent --method POST "$at/deployment-branch-policies" --raw-field name=main --raw-field type=branch
}

gh api --silent "repos/$REPO/environments/${reader.environment}" 2> /dev/null ||
  gh api --silent --method PUT "repos/$REPO/environments/${reader.environment}"
${variablesOf(planVariables, null)}

close_to_main ${deployer.environment}
${variablesOf(writerVariables, deployer.environment)}`;

const withRenewer = `${made(renewer)}

close_to_main ${renewer.environment}
${variablesOf(renewerVariables.plan, null)}
${variablesOf([...writerVariables, ...renewerVariables.writer], renewer.environment)}
${variablesOf(renewerVariables.writer, deployer.environment)}`;

const api = [
  variablesOf(apiVariables.plan, null),
  ...[deployer, renewer].map(({ environment }) => variablesOf(apiVariables.writer, environment)),
].join('\n');

const secretsSet = apiSecrets
  .map(([name, environment]) => `gh secret set ${name} --repo "$REPO" --env ${environment}`)
  .join('\n');

/** The commands of the set-up for bash and zsh, by the part of the pages, in their order. */
export const bash = {
  'set-up-values': assignments(values),
  'set-up-subject': subject,
  'set-up-identities': [functions, made(deployer), made(reader)].join('\n\n'),
  'set-up-github': environments,
  'set-up-renewer': withRenewer,
  'set-up-api-values': assignments(apiValues),
  'set-up-api-github': api,
  'set-up-api-secrets': secretsSet,
} as const;
