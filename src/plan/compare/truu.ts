import { directorySettings, isSameSetting, settingFields } from '../../catalog/directory-settings.ts';
import { changeOf } from '../changes.ts';
import { rangeOf, type PlanInput } from '../input.ts';
import { knownAfterApply, type Change, type FieldDifference } from '../types.ts';
import type { DirectoryState } from '../../truu/model.ts';
import { isGuid } from '../../support/guid.ts';
import type { DirectoryMatch } from '../which-directory.ts';

/** What the spec and TruU disagree about, the credential apart. */
export const compareTruu = (input: PlanInput, match: DirectoryMatch): readonly Change[] => [
  ...compareDirectory(input, match),
  ...compareIdentity(input, match),
  ...comparePrimaryUserIdentifier(input),
  ...compareCluster(input, match),
];

const compareDirectory = (input: PlanInput, match: DirectoryMatch): readonly Change[] => {
  const { settings } = input.truu.desired;
  if (match.kind === 'ambiguous') return [];
  if (match.kind === 'none')
    return [
      changeOf({
        target: { kind: 'directory' },
        act: 'create',
        title: 'Create the TruU directory',
        fields: settingFields.map((path): FieldDifference => ({ path, before: null, after: settings[path] })),
        range: rangeOf(input, 'truu', 'directory'),
        reason: input.truu.rules.words.noDirectory,
      }),
    ];
  const { directory } = match;
  return settingFields.flatMap((path): readonly Change[] => {
    if (isSameSetting(path, directory[path], settings[path])) return [];
    const { key, title, danger } = directorySettings[path];
    return [
      changeOf({
        target: { kind: 'directory-setting', setting: path },
        act: 'update',
        title,
        fields: [{ path, before: directory[path], after: settings[path] }],
        range: rangeOf(input, 'truu', 'directory', key),
        danger: danger(settings[path]),
        reason: directory[path] === null ? 'nobody has confirmed its value in the console' : null,
      }),
    ];
  });
};

/** The ids that are set together with a secret: a directory matched by its name alone gets those of this registration. */
const compareIdentity = (input: PlanInput, match: DirectoryMatch): readonly Change[] => {
  if (match.kind !== 'ours') return [];
  const { directory } = match;
  const appId = input.entra.observed.application?.appId ?? null;
  const wanted = [
    { path: 'tenantId', before: directory.tenantId, after: input.entra.desired.tenant, at: ['entra', 'tenant'] },
    {
      path: 'clientId',
      before: directory.clientId,
      after: appId ?? knownAfterApply,
      at: ['entra', 'application'],
    },
  ] as const;
  return wanted.flatMap(({ path, before, after, at }): readonly Change[] =>
    before === after
      ? []
      : [
          changeOf({
            target: { kind: 'directory-identity', field: path },
            act: 'update',
            title: 'Update tenantId and clientId of the TruU directory (matched by name only)',
            fields: [{ path, before, after }],
            range: rangeOf(input, ...at),
            // From then on another registration is trusted, and the one before keeps what it has.
            danger: 'privilege',
            reason: repointReason(input, directory),
          }),
        ],
  );
};

/**
 * Why, and what to do instead. Adoption is proposed only because TruU itself names the registration: by its name alone the
 * message would recruit for anyone who took it.
 */
const repointReason = ({ entra, policy }: PlanInput, { tenantId, clientId }: DirectoryState): string => {
  const matched = 'the directory has the name of the spec and other ids';
  const isInTenant = clientId !== null && tenantId === entra.desired.tenant && isGuid(clientId);
  if (!isInTenant || clientId === entra.observed.application?.appId) return matched;
  const keeps = `${matched}; the registration that TruU uses now keeps its credentials and permissions`;
  return policy.applicationId === null
    ? `${keeps}. To adopt it instead, set the input "application-id" to ${clientId}`
    : keeps;
};

const comparePrimaryUserIdentifier = (input: PlanInput): readonly Change[] => {
  const { desired, observed } = input.truu;
  const before = observed.primaryUserIdentifier?.value ?? null;
  if (desired.primaryUserIdentifier === null || desired.primaryUserIdentifier === before) return [];
  return [
    changeOf({
      target: { kind: 'primary-user-identifier' },
      act: 'update',
      title: 'Update the primary user identifier of every directory in the TruU tenant',
      fields: [{ path: 'primaryUserIdentifier', before, after: desired.primaryUserIdentifier }],
      range: rangeOf(input, 'truu', 'primaryUserIdentifier'),
      danger: 'tenantWide',
      reason: 'lookups and verification workflows of all directories use it',
    }),
  ];
};

const compareCluster = (input: PlanInput, match: DirectoryMatch): readonly Change[] => {
  const { cluster } = input.truu.desired;
  const found = input.truu.observed.cluster?.found ?? null;
  if (cluster === null || found === null || match.kind === 'ambiguous') return [];
  const before = found.connection.value;
  if (match.kind === 'ours' && before === match.directory.id) return [];
  return [
    changeOf({
      target: { kind: 'cluster', name: cluster },
      act: 'update',
      title: 'Connect a cluster to the directory',
      fields: [
        {
          path: 'directoryConnection',
          before,
          after: match.kind === 'ours' ? match.directory.id : knownAfterApply,
        },
      ],
      range: rangeOf(input, 'truu', 'cluster'),
      // Another directory loses its Identity Servers.
      danger: before === null ? 'ordinary' : 'tenantWide',
      reason: before === null ? input.truu.rules.words.noConnection : 'the cluster is connected to another directory',
    }),
  ];
};
