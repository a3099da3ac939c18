/** How a role of a secret is shown. */
export interface SecretRoleRow {
  readonly label: string;
  /** Why a secret has the role: completes "it has this role because …". */
  readonly reason: string;
  /** Shown in bold: what a reader looks for first. */
  readonly emphasized: boolean;
  /** The words where people and Entra tell of it, since TruU was not asked. */
  readonly byPeople?: { readonly label: string; readonly reason: string };
}

/** What a secret of the registration is to TruU. */
export const secretRoles = {
  held: {
    label: 'held by TruU',
    reason: 'TruU names it as the secret that it holds',
    emphasized: true,
    byPeople: {
      label: 'used by TruU, as far as is known',
      reason: "Entra's report shows it in use, a person confirmed it, or adopt-secrets names it",
    },
  },
  overlap: {
    label: 'previous, in its overlap',
    reason: 'TruU held it before and may still use it',
    emphasized: false,
  },
  due: {
    label: 'previous, due to be retired',
    reason: 'TruU held it before, and its overlap has passed',
    emphasized: false,
    byPeople: {
      label: 'compromised, to be deleted',
      reason: 'the input rotate names it, and its successor is confirmed and seen in use later',
    },
  },
  'in-use': {
    label: 'previous, still in use',
    reason: 'TruU held it before, and it was used after TruU took the next one',
    emphasized: true,
  },
  postponed: {
    label: 'previous, its use not known yet',
    reason:
      "TruU held it before, and Entra's report of sign-ins does not reach past the time when TruU took the next one",
    emphasized: false,
  },
  waiting: {
    label: 'confirmed, not seen in use yet',
    reason: "a person confirmed that TruU has it, and Entra's report does not show it in use yet",
    emphasized: true,
  },
  recorded: {
    label: 'delivered, waiting for a person',
    reason: 'this action delivered it, and nobody confirmed yet that TruU has it',
    emphasized: true,
  },
  unrecorded: {
    label: 'not delivered, kept until it expires',
    reason: 'its tag is valid, and no delivery of it is on record; it may be in use all the same',
    emphasized: false,
  },
  kept: {
    label: 'previous, kept until it expires',
    reason: 'a person was given it before and TruU may still use it; it expires by itself',
    emphasized: false,
  },
  expired: {
    label: 'previous, expired',
    reason: 'a person was given it before, and it has expired',
    emphasized: false,
  },
  orphaned: {
    label: 'orphaned, to be deleted',
    reason: 'its tag is valid, and TruU neither holds it nor held it: a run was interrupted before TruU took it',
    emphasized: false,
  },
  'other-consumer': {
    label: 'of another consumer',
    reason: 'its tag names another TruU that uses this registration',
    emphasized: true,
  },
  unvouched: {
    label: 'carries our tag, unknown to TruU',
    reason: 'its tag does not fit it, or it was used (or may have been) though TruU never held it',
    emphasized: true,
  },
  foreign: {
    label: 'not managed by this action',
    reason: 'it has no tag of this action, and adopt-secrets does not name it',
    emphasized: false,
  },
} as const satisfies Readonly<Record<string, SecretRoleRow>>;

/** A role of the table. */
export type SecretRole = keyof typeof secretRoles;
/** The roles, in the order of the table. */
export const secretRoleNames = Object.keys(secretRoles) as [SecretRole, ...SecretRole[]];

/** The words for a role, by who tells of it. */
export const roleWords = (role: SecretRole, byPeople: boolean): Pick<SecretRoleRow, 'label' | 'reason'> => {
  const row: SecretRoleRow = secretRoles[role];
  return (byPeople ? row.byPeople : undefined) ?? row;
};
