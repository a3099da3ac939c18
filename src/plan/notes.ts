import { addDuration, parseDuration } from '../support/duration.ts';
import type { OwnerState } from '../entra/model.ts';
import type { PlanInput } from './input.ts';
import type { SecretAssessment } from './compare/secret.ts';
import type { ClassifiedSecret } from './secret/classify.ts';
import type { Note } from './types.ts';

const note = (address: string, message: string, ...names: readonly string[]): Note => ({
  level: 'note',
  address,
  message,
  names,
});

const finding = (address: string, message: string, ...names: readonly string[]): Note => ({
  level: 'finding',
  address,
  message,
  names,
});

/** What deserves a word though nothing is changed: other ways into the registration, and what is not due yet. */
export const notesOf = (input: PlanInput, assessment: SecretAssessment): readonly Note[] => [
  ...ownerNotes(input),
  ...credentialNotes(input, assessment),
  ...principalNotes(input),
  ...overlapNotes(input, assessment),
  ...useNotes(input, assessment),
  ...rotateNotes(input, assessment),
];

/** Known is who runs this, and who created the registration; where neither owns it, owners are only listed. */
const ownerNotes = ({ entra }: PlanInput): readonly Note[] => {
  const { application, deployer } = entra.observed;
  if (application === null) return [];
  const known = (owner: OwnerState): boolean =>
    owner.id === deployer.servicePrincipalId ||
    (owner.appId !== null && (owner.appId === deployer.appId || owner.appId === application.createdByAppId));
  const say = application.owners.some(known) ? finding : note;
  return application.owners
    .filter((owner) => !known(owner))
    .map((owner) =>
      say(
        `entra/owner/${owner.id}`,
        'An owner that this action does not know may change the registration and add secrets to it',
        owner.displayName ?? owner.id,
      ),
    );
};

const credentialNotes = ({ entra }: PlanInput, { secrets }: SecretAssessment): readonly Note[] => {
  const { application, servicePrincipal } = entra.observed;
  const foreign = secrets.filter((secret) => secret.role === 'foreign');
  return [
    ...foreign.map((secret) =>
      finding(
        `entra/secret/${secret.keyId}`,
        'A secret that this action did not make can log in as the registration; it is left alone',
        secret.displayName ?? '',
        secret.keyId,
      ),
    ),
    ...(application?.certificates ?? []).map((one) =>
      finding(
        `entra/certificate/${one.keyId}`,
        'A certificate can log in as the registration',
        one.displayName ?? one.keyId,
      ),
    ),
    ...(application?.federatedCredentials ?? []).map((one) =>
      finding(
        `entra/federated-credential/${one.name}`,
        'A federated credential can log in as the registration',
        one.name,
        one.subject ?? '',
      ),
    ),
    ...[...(servicePrincipal?.secrets ?? []), ...(servicePrincipal?.certificates ?? [])].map((one) =>
      finding(
        `entra/service-principal/credential/${one.keyId}`,
        'A credential on the service principal can log in as the registration',
        one.displayName ?? one.keyId,
      ),
    ),
  ];
};

const principalNotes = ({ entra }: PlanInput): readonly Note[] => {
  const { application, servicePrincipal } = entra.observed;
  const disabled = servicePrincipal !== null && !servicePrincipal.accountEnabled;
  return [
    ...(disabled
      ? [finding('entra/service-principal', 'Sign-in is disabled for the registration, so that TruU cannot log in')]
      : []),
    ...(application !== null && application.locked !== true
      ? [note('entra/application/lock', 'The service principal is not locked against credentials of its own')]
      : []),
  ];
};

const overlapNotes = ({ entra }: PlanInput, { match, secrets }: SecretAssessment): readonly Note[] => {
  if (match.kind !== 'ours' || match.directory.credential.acceptedAt === null) return [];
  const until = addDuration(
    new Date(match.directory.credential.acceptedAt),
    parseDuration(entra.desired.secret.overlap),
  );
  return secrets
    .filter((secret) => secret.role === 'overlap')
    .map((secret) =>
      note(
        `entra/secret/${secret.keyId}`,
        `The previous secret is kept until its overlap ends at ${until.toISOString()}`,
        secret.keyId,
      ),
    );
};

/** Use after the hand-over, and when each secret that TruU does not hold was last used: what tells which of them can go. */
const useNotes = ({ entra }: PlanInput, { secrets }: SecretAssessment): readonly Note[] => {
  const others = secrets.filter(({ role }) => role !== 'held' && role !== 'orphaned');
  return [
    ...others
      .filter(({ role }) => role === 'in-use')
      .map(({ keyId }) =>
        finding(
          `entra/secret-use/${keyId}`,
          'The previous secret was used after TruU took the next one, so it is kept though its overlap has passed; the input "rotate" with its key id retires it all the same',
          keyId,
        ),
      ),
    ...(entra.observed.secretUse === null ? unknownUse(others) : others.map(lastUse)),
  ];
};

/** Said where somebody has to decide by it. */
const unknownUse = (secrets: readonly ClassifiedSecret[]): readonly Note[] =>
  secrets.some(({ role }) => role === 'foreign' || role === 'due')
    ? [
        note(
          'entra/secret-use',
          'When the secrets were last used is not known: Entra tells it in the global cloud only, to whoever has AuditLog.Read.All or Directory.Read.All',
        ),
      ]
    : [];

const lastUse = ({ keyId, lastUsedOn }: ClassifiedSecret): Note =>
  note(
    `entra/secret-use/${keyId}`,
    lastUsedOn === null
      ? 'Entra reports no use of this secret, which proves nothing'
      : `This secret was last used ${lastUsedOn}`,
    keyId,
  );

const rotateNotes = ({ policy }: PlanInput, { match, secrets }: SecretAssessment): readonly Note[] => {
  if (policy.rotate === null || (match.kind === 'ours' && match.directory.credential.secretKeyId === policy.rotate))
    return [];
  const known = secrets.some((secret) => secret.keyId === policy.rotate && secret.role === 'due');
  if (known) return [];
  return [
    note(
      'entra/secret',
      'The key id of the input "rotate" is not the one that TruU holds; nothing is rotated for it',
      policy.rotate,
    ),
  ];
};
