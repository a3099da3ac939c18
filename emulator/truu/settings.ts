/** The settings of a directory, and the type of each. */
export const settingsKinds = {
  configurationName: 'string',
  domain: 'string',
  allUsersShareUpnSuffix: 'boolean',
  autoRemoveDevices: 'boolean',
} as const;

type Kinds = typeof settingsKinds;

/** A value for each setting of a directory. */
export type DirectorySettings = { -readonly [F in keyof Kinds]: Kinds[F] extends 'boolean' ? boolean : string };
