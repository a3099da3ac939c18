import {
  closedEnvironments,
  environmentVariables,
  graphAppId,
  identities,
  immutableSubject,
  openEnvironment,
  permissionIds,
  repositoryVariables,
  secrets,
  values,
  variableOf,
  type Identity,
} from './steps.ts';

// No line has a comment: zsh takes none at its prompt, and none within an array. Before a colon a variable has braces, since
// zsh reads "$NAME:e" as a modifier.

const quoted = (value: string): string => `"${value.replaceAll(/\{(\w+)\}/g, '$$$1')}"`;
const assignments = (rows: readonly (readonly [string, string])[]): string =>
  rows.map(([name, value]) => `${name}=${value}`).join('\n');

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

const madeOf = (writes: boolean): string =>
  identities
    .filter(({ environment }) => (environment !== openEnvironment) === writes)
    .map(made)
    .join('\n\n');

const setVariable = ([name, value]: readonly [string, string], where: string): string =>
  `gh variable set ${name} --repo "$REPO"${where} --body ${quoted(value)}`;

const github = `gh api --silent "repos/$REPO/environments/${openEnvironment}" 2> /dev/null ||
  gh api --silent --method PUT "repos/$REPO/environments/${openEnvironment}"
${repositoryVariables.map((row) => setVariable(row, '')).join('\n')}

for environment in ${closedEnvironments.join(' ')}; do
  at="repos/$REPO/environments/$environment"
  [ "$(gh api "$at" --jq .deployment_branch_policy.custom_branch_policies 2> /dev/null)" = true ] ||
    echo '{"deployment_branch_policy": {"protected_branches": false, "custom_branch_policies": true}}' |
    gh api --silent --method PUT "$at" --input -
  gh api "$at/deployment-branch-policies" --jq '.branch_policies[].name' | grep -qx main ||
    gh api --silent --method POST "$at/deployment-branch-policies" --raw-field name=main --raw-field type=branch
${environmentVariables.map((row) => `  ${setVariable(row, ' --env "$environment"')}`).join('\n')}
done`;

const secretsSet = secrets
  .map(([name, environment]) => `gh secret set ${name} --repo "$REPO" --env ${environment}`)
  .join('\n');

/** The commands of the set-up for bash and zsh, by the part of the README, in their order. */
export const bash = {
  'set-up-values': assignments(values),
  'set-up-subject': subject,
  'set-up-writers': `${functions}\n\n${madeOf(true)}`,
  'set-up-reader': madeOf(false),
  'set-up-github': github,
  'set-up-secrets': secretsSet,
} as const;
