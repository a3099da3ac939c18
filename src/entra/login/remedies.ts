import { createHash } from 'node:crypto';
import type { Remedy } from '../../catalog/aadsts/row.ts';
import type { Evidence } from '../../support/errors.ts';

/** What the commands are filled in with. */
export interface RemedyValues {
  readonly clientId: string;
  readonly graphUrl: string;
  readonly issuer: string;
  readonly audience: string;
  /** The subject to trust; null: nothing is to be trusted, so that no command says so. */
  readonly trust: string | null;
}

/** The commands of a remedy, for az and for Graph, to be copied whole. */
export const remedyCommands = (remedy: Remedy, values: RemedyValues): readonly Evidence[] =>
  remedies[remedy](values).map(([name, value]) => ({ name, value, command: true }));

type Command = readonly [name: string, value: string];

const remedies: Readonly<Record<Remedy, (values: RemedyValues) => readonly Command[]>> = {
  credential: (values) => {
    const { trust, issuer, audience } = values;
    if (trust === null) return [];
    const body = { name: credentialName(issuer, trust), issuer, subject: trust, audiences: [audience] };
    return [
      ...inShell(`az ad app federated-credential create --id ${values.clientId} --parameters`, body),
      ['Graph', `POST ${credentialsOf(values)} ${JSON.stringify(body)}`],
    ];
  },
  audience: (values) => {
    const { clientId, trust, issuer, audience } = values;
    if (trust === null) return [];
    const found = `--query "[?subject=='${trust}' && issuer=='${issuer}'].name"`;
    const name = `"$(az ad app federated-credential list --id ${clientId} ${found} --output tsv)"`;
    const update = `az ad app federated-credential update --id ${clientId} --federated-credential-id ${name} --parameters`;
    return [
      ...inShell(update, { issuer, subject: trust, audiences: [audience] }),
      ['Graph, to find the ID', `GET ${credentialsOf(values)}`],
      ['Graph', `PATCH ${credentialsOf(values)}/ID ${JSON.stringify({ audiences: [audience] })}`],
    ];
  },
  principal: ({ clientId, graphUrl }) => [
    ['az', `az ad sp create --id ${clientId}`],
    ['Graph', `POST ${graphUrl}/v1.0/servicePrincipals ${JSON.stringify({ appId: clientId })}`],
  ],
  enable: ({ clientId, graphUrl }) => [
    ['az', `az ad sp update --id ${clientId} --set accountEnabled=true`],
    [
      'Graph',
      `PATCH ${graphUrl}/v1.0/servicePrincipals(appId='${clientId}') ${JSON.stringify({ accountEnabled: true })}`,
    ],
    [
      'Graph, if the app was deactivated',
      `PATCH ${graphUrl}/v1.0/applications(appId='${clientId}') ${JSON.stringify({ isDisabled: false })}`,
    ],
  ],
  'client-id': ({ clientId, graphUrl }) => [
    ['az, if it is an object ID', `az ad app show --id ${clientId} --query appId --output tsv`],
    ['Graph, if it is an object ID', `GET ${graphUrl}/v1.0/applications/${clientId}?$select=appId,displayName`],
  ],
};

const credentialsOf = ({ clientId, graphUrl }: RemedyValues): string =>
  `${graphUrl}/v1.0/applications(appId='${clientId}')/federatedIdentityCredentials`;

/** Names of branches and environments are foreign text: one that could end the quotes is in no command line. */
const quotable = /^[A-Za-z0-9 @._:/%+=~{}[\],"-]*$/;

const inShell = (command: string, body: object): readonly Command[] => {
  const json = JSON.stringify(body);
  return quotable.test(json) ? [['az', `${command} '${json}'`]] : [];
};

/** Unique for issuer and subject, so that no credential of the same name is in the way (3 to 120 characters). */
const credentialName = (issuer: string, subject: string): string => {
  const context = subject
    .replace(/^repo:[^:]+:/, '')
    .replace(/^(?:environment|ref:refs\/heads|ref:refs\/tags)[:/]/, '');
  const hash = createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('hex')
    .slice(0, 8);
  return `github-${context.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 60)}-${hash}`;
};
