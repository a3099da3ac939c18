import { directorySettings, settingFields } from '../../catalog/directory-settings.ts';
import { rangeOf, type PlanInput } from '../input.ts';
import type { Change, FieldDifference } from '../types.ts';
import type { DirectoryMatch } from '../which-directory.ts';

/** What the spec and TruU disagree about, the credential apart. */
export const compareTruu = (input: PlanInput, match: DirectoryMatch): readonly Change[] => [
  ...compareDirectory(input, match),
  ...compareIdentity(input, match),
  ...comparePrimaryUserIdentifier(input),
  ...compareCluster(input, match),
];

const ordinary = { skipReason: null, dueByTime: false } as const;

const compareDirectory = (input: PlanInput, match: DirectoryMatch): readonly Change[] => {
  const { settings } = input.truu.desired;
  if (match.kind === 'ambiguous') return [];
  if (match.kind === 'none')
    return [
      {
        ...ordinary,
        address: 'truu/directory',
        act: 'create',
        title: 'Create the TruU directory',
        fields: settingFields.map((path): FieldDifference => ({ path, before: null, after: settings[path] })),
        range: rangeOf(input, 'truu', 'directory'),
        danger: 'ordinary',
        reason: 'TruU has no directory for this tenant or of this name',
      },
    ];
  const { directory } = match;
  return settingFields.flatMap((path): readonly Change[] => {
    if (directory[path] === settings[path]) return [];
    const { key, title, danger } = directorySettings[path];
    return [
      {
        ...ordinary,
        address: `truu/directory/${path}`,
        act: 'update',
        title,
        fields: [{ path, before: directory[path], after: settings[path] }],
        range: rangeOf(input, 'truu', 'directory', key),
        danger: danger(settings[path]),
        reason: 'it differs from the spec',
      },
    ];
  });
};

/** The ids that the hand-over carries: a directory found by its name alone is pointed at this registration. */
const compareIdentity = (input: PlanInput, match: DirectoryMatch): readonly Change[] => {
  if (match.kind !== 'ours') return [];
  const { directory } = match;
  const appId = input.entra.observed.application?.appId ?? null;
  const wanted = [
    { path: 'tenantId', before: directory.tenantId, after: input.entra.desired.tenant, at: ['entra', 'tenant'] },
    {
      path: 'clientId',
      before: directory.clientId,
      after: appId ?? 'of the new registration',
      at: ['entra', 'application'],
    },
  ] as const;
  return wanted.flatMap(({ path, before, after, at }): readonly Change[] =>
    before === after
      ? []
      : [
          {
            ...ordinary,
            address: `truu/directory/${path}`,
            act: 'update',
            title: 'Point the TruU directory at this registration',
            fields: [{ path, before, after }],
            range: rangeOf(input, ...at),
            danger: 'tenantWide',
            reason: 'the directory was found by its name, and uses other ids',
          },
        ],
  );
};

const comparePrimaryUserIdentifier = (input: PlanInput): readonly Change[] => {
  const { desired, observed } = input.truu;
  const before = observed.primaryUserIdentifier?.value ?? null;
  if (desired.primaryUserIdentifier === null || desired.primaryUserIdentifier === before) return [];
  return [
    {
      ...ordinary,
      address: 'truu/primary-user-identifier',
      act: 'update',
      title: 'Change the primary user identifier, for every directory of the TruU tenant',
      fields: [{ path: 'primaryUserIdentifier', before, after: desired.primaryUserIdentifier }],
      range: rangeOf(input, 'truu', 'primaryUserIdentifier'),
      danger: 'tenantWide',
      reason: 'it differs from the spec; lookups and verification workflows of all directories use it',
    },
  ];
};

const compareCluster = (input: PlanInput, match: DirectoryMatch): readonly Change[] => {
  const { cluster } = input.truu.desired;
  const found = input.truu.observed.cluster?.found ?? null;
  if (cluster === null || found === null || match.kind === 'ambiguous') return [];
  const before = found.connection.value;
  if (match.kind === 'ours' && before === match.directory.id) return [];
  return [
    {
      ...ordinary,
      address: `truu/cluster/${cluster}`,
      act: 'update',
      title: 'Connect a cluster to the directory',
      fields: [
        {
          path: 'directoryConnection',
          before,
          after: match.kind === 'ours' ? match.directory.id : 'of the new directory',
        },
      ],
      range: rangeOf(input, 'truu', 'cluster'),
      // Another directory would lose its Identity Servers.
      danger: before === null ? 'ordinary' : 'tenantWide',
      reason:
        before === null ? 'the cluster is connected to no directory' : 'the cluster is connected to another directory',
    },
  ];
};
