import { maxPostponedMs } from '../catalog/client-secrets.ts';
import { addDuration, parseDuration } from '../support/duration.ts';
import { unknownAccess, unknownSecret, type UnknownAccess } from './access.ts';
import { finding, note } from './changes.ts';
import { expiryNotes } from './expiry-notes.ts';
import { knownUse, type KeyAddition } from '../entra/model.ts';
import type { PlanInput, Policy } from './input.ts';
import type { SecretAssessment } from './secret/assess.ts';
import type { SecretRole, TruuState } from '../truu/model.ts';
import type { ClassifiedSecret } from './secret/classify.ts';
import type { Note } from './types.ts';
import { addedByAnother } from './witness.ts';

/** What people should know though nothing changes: other ways into the registration, and what is not due yet. */
export const notesOf = (
  input: PlanInput,
  assessment: SecretAssessment,
  unknown: readonly UnknownAccess[],
): readonly Note[] => [
  ...accessNotes(unknown),
  ...directoryNotes(input, assessment),
  ...formerNotes(input),
  ...principalNotes(input),
  ...heldElsewhereNotes(input, assessment),
  ...nameNotes(input),
  ...overlapNotes(input, assessment),
  ...useNotes(input, assessment),
  ...rotateNotes(input, assessment),
  ...expiryNotes(input, assessment),
];

/** The ways in that nobody vouches for, the client secrets of the registration among them. */
export const unknownAccessOf = (
  { entra, truu, policy }: PlanInput,
  { secrets }: SecretAssessment,
): readonly UnknownAccess[] => [
  ...secrets.flatMap((secret) => {
    const message = policy.knownCredentials.has(secret.keyId) ? undefined : unknownSecrets[secret.role];
    if (message === undefined) return [];
    const addition = addedByAnother(secret.keyId, entra.observed, policy);
    return [addition === null ? unknownSecret(secret, message) : secretOfAnother(secret, message, addition)];
  }),
  ...unknownAccess(entra.observed, { ...policy, knownCredentials: knownOrHeld(policy, truu.observed) }),
];

/** The record says who, by name and by id: the name alone is anybody's. */
const secretOfAnother = (secret: ClassifiedSecret, message: string, addition: KeyAddition): UnknownAccess => {
  const { actor, userId, servicePrincipalId, appId } = addition;
  const witness = "by Entra's audit log, none of the workflow's identities added it, but the one that is named here";
  return unknownSecret(secret, `${message}; ${witness}`, [actor, userId ?? servicePrincipalId ?? appId ?? '']);
};

/** What TruU holds is known, also where it lies on the service principal. */
export const knownOrHeld = (
  { knownCredentials }: Pick<Policy, 'knownCredentials'>,
  { heldKeyIds }: Pick<TruuState, 'heldKeyIds'>,
): ReadonlySet<string> => new Set([...knownCredentials, ...heldKeyIds]);

/** What is said of secrets for which TruU's record does not speak, by their role. */
const unknownSecrets: Partial<Record<SecretRole, string>> = {
  foreign: 'A secret that this action did not create can log in as the registration; the action does not change it',
  unvouched:
    'A secret carries our tag, but TruU knows nothing of it; it can log in as the registration, and the action does not change it',
};

const accessNotes = (unknown: readonly UnknownAccess[]): readonly Note[] =>
  unknown.map(({ target, message, names }) => finding(target, message, ...names));

const principalNotes = ({ entra }: PlanInput): readonly Note[] => {
  const { application, servicePrincipal } = entra.observed;
  const own = [...(servicePrincipal?.secrets ?? []), ...(servicePrincipal?.certificates ?? [])];
  return [
    ...(servicePrincipal?.accountEnabled === false
      ? [finding({ kind: 'service-principal' }, 'Sign-in is disabled for the service principal, so TruU cannot log in')]
      : []),
    ...(application?.disabled
      ? [
          finding(
            { kind: 'application-property', property: 'isDisabled' },
            'The registration is deactivated, so Entra refuses TruU every token',
          ),
        ]
      : []),
    ...(application?.disabledByMicrosoft
      ? [
          finding(
            { kind: 'application-property', property: 'disabledByMicrosoftStatus' },
            'Microsoft has disabled the registration, so Entra refuses TruU every token',
            application.disabledByMicrosoft,
          ),
        ]
      : []),
    ...(application !== null && !application.locked && own.length > 0
      ? [
          finding(
            { kind: 'application-property', property: 'lock' },
            'The service principal is not locked; apply locks it once it has no credential of its own',
          ),
        ]
      : []),
  ];
};

/** What TruU holds need not be a secret of the registration; a rotation makes it one. */
const heldElsewhereNotes = ({ entra }: PlanInput, { match }: SecretAssessment): readonly Note[] => {
  const heldKeyId = match.kind === 'ours' ? match.directory.credential.secretKeyId : null;
  const held = entra.observed.servicePrincipal?.secrets.find(({ keyId }) => keyId === heldKeyId);
  if (held === undefined) return [];
  return [
    note(
      { kind: 'service-principal-credential', keyId: held.keyId },
      'TruU holds a secret of the service principal, not of the registration; the next rotation replaces it, and the input "rotate" with its key id does so now',
      held.displayName ?? '',
      held.keyId,
    ),
  ];
};

/** An adopted registration is known by its id; its unique name is only a convenience. */
const nameNotes = ({ entra }: PlanInput): readonly Note[] => {
  const { desired, observed } = entra;
  const { application } = observed;
  if (application === null || !('appId' in desired.key) || application.uniqueName === desired.uniqueName) return [];
  const target = { kind: 'application-property', property: 'uniqueName' } as const;
  return [
    application.uniqueName === null
      ? note(target, 'The registration has no unique name; its adoption sets one if it is free', desired.uniqueName)
      : note(
          target,
          'The registration has another unique name than the spec; the input "application-id" identifies it',
          application.uniqueName,
        ),
  ];
};

/** What the directory used before can still log in, or still has privileges, until both are taken away. */
const formerNotes = ({ entra }: PlanInput): readonly Note[] => {
  const { former, now } = entra.observed;
  return former.flatMap(({ appId, credentialsEndOn, federatedCredentials, grants }) => {
    // A time that cannot be read counts as to come.
    const usable = federatedCredentials > 0 || credentialsEndOn.some((end) => !(Date.parse(end) <= now.getTime()));
    if (!usable && grants === 0) return [];
    const message =
      'The registration that the directory used before still has credentials or permissions; remove them, or delete it';
    return [finding({ kind: 'directory-identity', field: 'clientId' }, message, appId)];
  });
};

/** A second directory of a tenant is a setup of its own; where one is created beside another, people should know. */
const directoryNotes = ({ truu, entra }: PlanInput, { match }: SecretAssessment): readonly Note[] => {
  if (match.kind !== 'none') return [];
  return truu.observed.directories
    .filter((one) => one.tenantId === entra.desired.tenant)
    .map(({ configurationName, clientId }) =>
      note(
        { kind: 'directory' },
        'TruU has another directory of this tenant, which stays as it is; to take it over instead, set truu.directory.name to its name and the input "application-id" to its client id',
        configurationName ?? '',
        clientId ?? '',
      ),
    );
};

const overlapNotes = ({ entra }: PlanInput, { match, secrets }: SecretAssessment): readonly Note[] => {
  if (match.kind !== 'ours' || match.directory.credential.acceptedAt === null) return [];
  const until = addDuration(
    new Date(match.directory.credential.acceptedAt),
    parseDuration(entra.desired.secret.overlap),
  );
  const reportOf = knownUse(entra.observed.secretUse)?.reportOf ?? '';
  const latest = new Date(until.getTime() + maxPostponedMs).toISOString();
  const messages: Partial<Record<SecretRole, string>> = {
    overlap: `The previous secret is kept until its overlap ends at ${until.toISOString()}`,
    postponed: `The previous secret is kept past its overlap until ${latest} at the latest: Entra's report of sign-ins reaches to ${reportOf}, so it cannot show yet whether the secret was used after TruU took the next one`,
  };
  return secrets.flatMap(({ role, keyId }) => {
    const message = messages[role];
    return message === undefined ? [] : [note({ kind: 'secret', keyId }, message, keyId)];
  });
};

/** When each secret that TruU does not hold was last used, and any use after TruU took the next one: what shows which can go. */
const useNotes = ({ entra }: PlanInput, { secrets }: SecretAssessment): readonly Note[] => {
  const others = secrets.filter(({ role }) => role !== 'held' && role !== 'orphaned');
  return [
    ...others
      .filter(({ role }) => role === 'in-use')
      .map(({ keyId }) =>
        finding(
          { kind: 'secret-use', keyId },
          'The previous secret was used after TruU took the next one, so it is kept past its overlap; set the input "rotate" to its key id to retire it',
          keyId,
        ),
      ),
    ...(knownUse(entra.observed.secretUse) === null ? unknownUse(others) : others.map(lastUse)),
  ];
};

/** Only where a person has to decide by it. */
const unknownUse = (secrets: readonly ClassifiedSecret[]): readonly Note[] =>
  secrets.some(({ role }) => role === 'foreign' || role === 'unvouched' || role === 'due')
    ? [
        note(
          { kind: 'secret-use', keyId: null },
          'Sign-in activity of the secrets is unknown: Entra reports it in the public cloud only, to identities with AuditLog.Read.All or Directory.Read.All',
        ),
      ]
    : [];

const lastUse = ({ keyId, lastUsedOn }: ClassifiedSecret): Note =>
  note(
    { kind: 'secret-use', keyId },
    lastUsedOn === null
      ? 'No sign-ins recorded for this secret (activity data can lag)'
      : `Last sign-in with this secret: ${lastUsedOn}`,
    keyId,
  );

const rotateNotes = ({ policy, truu }: PlanInput, { match, secrets }: SecretAssessment): readonly Note[] => {
  if (policy.rotate === null || (match.kind === 'ours' && match.directory.credential.secretKeyId === policy.rotate))
    return [];
  const role = secrets.find((secret) => secret.keyId === policy.rotate)?.role ?? 'foreign';
  // Where a person serves TruU, every secret that one was given can be rotated, and the run is red until it is gone.
  const ofPeople = truu.rules.place !== null && role !== 'foreign' && role !== 'unvouched';
  if (role === 'due' || ofPeople) return [];
  return [
    note(
      { kind: 'secret', keyId: null },
      `The input "rotate" names a key id that ${truu.rules.words.notHeld}; nothing is rotated`,
      policy.rotate,
    ),
  ];
};
