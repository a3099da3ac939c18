import { ActionError } from '../../../support/errors.ts';
import type { SecretDestination, TruuStep, TruuWriter } from '../../connection.ts';
import type { HeldSecret } from '../../model.ts';
import type { DirectoryState, DirectoryVersion } from '../../model.ts';
import { findDirectory } from '../find.ts';
import { readDirectory, readHealth } from '../read.ts';
import type { Truu } from '../transport.ts';
import { putPrimaryUserIdentifier } from './attributes.ts';
import { putDirectoryConnection } from './cluster.ts';
import { postDirectory, putCredential } from './credential.ts';
import { fence, patchDirectory, type DirectoryAt } from './directory.ts';

/** Opens TruU's API to be written to. */
export const createTruuWriter = (truu: Truu): TruuWriter => {
  const etags = openEtags();
  return {
    taker: { name: 'TruU', isTruu: true, uncertain: 'TRUU_SECRET_UNCERTAIN', leftover: 'the next run deletes it' },
    setSecret: async (to, credential) => {
      const sent =
        'create' in to
          ? await postDirectory(truu, to.create, credential)
          : await putCredential(truu, etags.now(to), credential);
      if (sent.kind === 'accepted')
        etags.accepted('create' in to ? null : to, { id: sent.directoryId, etag: sent.etag });
      return sent;
    },
    readHeld: async (of) => {
      const state = await readState(truu, of);
      if (state === null) return null;
      const isSame = typeof of !== 'string' && !('create' in of) && state.version === etags.now(of).etag;
      return { directoryId: state.id, keyId: state.credential.secretKeyId, unchanged: isSame } satisfies HeldSecret;
    },
    fence: async (directory, leavingKeyIds) => {
      const etag = await fence(truu, etags.now(directory), directory.heldKeyId, leavingKeyIds);
      etags.moved(directory, { id: directory.id, etag });
    },
    readHealth: async (id) => {
      const [sample, directory] = await Promise.all([readHealth(truu, id), readDirectory(truu, id)]);
      return { sample, directory };
    },
    runStep: (step, { directoryId }) => runStep(truu, etags, step, directoryId),
    knownHealth: null,
  };
};

const readState = (truu: Truu, of: SecretDestination | string): Promise<DirectoryState | null> => {
  if (typeof of === 'string') return readDirectory(truu, of);
  return 'create' in of ? findDirectory(truu, of.create.configurationName) : readDirectory(truu, of.id);
};

type Version = Pick<DirectoryVersion, 'id' | 'version'>;

/** The ETags that writes of this run made: from one that was read to the one that holds now. */
interface Etags {
  /** Throws INTERNAL when this run set no secret in a directory in which it should have. */
  readonly now: (directory: Version) => DirectoryAt;
  readonly moved: (from: Version, to: DirectoryAt) => void;
  /** TruU took a secret: in an existing directory, or in one that was created with it. */
  readonly accepted: (from: Version | null, to: DirectoryAt) => void;
}

const openEtags = (): Etags => {
  const next = new Map<string, string>();
  const withSecret = new Map<string, string>();
  const keyOf = (id: string, etag: string): string => JSON.stringify([id, etag]);
  const newest = (id: string, etag: string): string => {
    const moved = next.get(keyOf(id, etag));
    return moved === undefined || moved === etag ? etag : newest(id, moved);
  };
  const now = ({ id, version }: Version): DirectoryAt => {
    const first = version ?? withSecret.get(id);
    if (first === undefined) throw new ActionError('INTERNAL', 'This run set no secret in this directory.');
    return { id, etag: newest(id, first) };
  };
  const moved = (from: Version, { id, etag }: DirectoryAt): void => void next.set(keyOf(id, now(from).etag), etag);
  return {
    now,
    moved,
    accepted: (from, to) => {
      if (from !== null) moved(from, to);
      withSecret.set(to.id, to.etag);
    },
  };
};

const runStep = async (truu: Truu, etags: Etags, step: TruuStep, created: string | null): Promise<string> => {
  switch (step.kind) {
    case 'update-directory': {
      const version = { id: step.directoryId, version: step.version };
      const etag = await patchDirectory(truu, etags.now(version), step.patch);
      etags.moved(version, { id: step.directoryId, etag });
      return 'updated the TruU directory';
    }
    case 'set-primary-user-identifier':
      await putPrimaryUserIdentifier(truu, step.value, step.version);
      return 'set the primary user identifier';
    case 'connect-cluster': {
      const directoryId = step.directoryId ?? created;
      if (directoryId === null) throw new ActionError('INTERNAL', 'There is no directory to connect the cluster to.');
      await putDirectoryConnection(truu, step.clusterId, directoryId, step.version);
      return 'connected the cluster to the directory';
    }
    case 'hand-off':
      throw new ActionError('INTERNAL', 'Nobody is asked where TruU has an API.');
  }
};
