import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { specText } from '../../../testing/spec-text.ts';
import { completeSpec, specWith } from '../../support/spec-samples.ts';
import type { ErrorRow } from '../row.ts';
import { offline } from './offline.ts';

const own = '3f6e2a52-7d1c-4b6e-9a0e-5f0c6f1b2a11';
const other = '11111111-2222-4333-8444-555555555555';

const tenant: ErrorRow = offline(
  {
    when: 'the workflow allows another tenant than the spec names',
    code: 'SPEC_TENANT_MISMATCH',
    contains: [
      own,
      other,
      'Set entra.tenant and the input "tenant-id" to the same tenant. The input limits the workflow to one tenant.',
    ],
    mend: { mode: 'check', extras: { with: { 'tenant-id': own } } },
  },
  { with: { 'tenant-id': other } },
  'apply',
);

const cloud: ErrorRow = offline(
  {
    when: 'the workflow allows another cloud than the spec names',
    code: 'SPEC_CLOUD_MISMATCH',
    contains: ['The spec names another cloud than the input "cloud".', 'usgov', 'public'],
    mend: { extras: { with: { cloud: 'public' } } },
  },
  { with: { cloud: 'usgov' } },
);

const adopting = specText([['entra', 'application', 'appId'], other]);

const application: ErrorRow = offline(
  {
    when: 'the spec adopts another registration than the workflow names',
    code: 'SPEC_APPLICATION_MISMATCH',
    contains: ['than the input "application-id"', other],
    mend: { mode: 'check', extras: { spec: adopting, with: { 'application-id': other } } },
  },
  { spec: adopting, with: { 'application-id': '99999999-2222-4333-8444-555555555555' } },
  'plan',
);

const beside =
  (text: string) =>
  (workspace: string): Promise<void> =>
    writeFile(path.join(workspace, '.github/truu-emea.yml'), text);

/** The other file with a registration and a directory of its own. */
const distinct = specWith(['uniqueName: truu-directory', 'uniqueName: truu-emea'], ['US-Denver-Production', 'EMEA']);

const besideSpec: ErrorRow = {
  ...offline(
    {
      when: 'another spec beside it has the same unique name',
      code: 'SPEC_CLAIMED_TWICE',
      contains: [
        '.github/truu-emea.yml',
        'entra.application.uniqueName: truu-directory',
        'delete one of the two files',
      ],
      mend: { mode: 'check', extras: { prepare: beside(distinct) } },
    },
    { prepare: beside(completeSpec) },
    'apply',
  ),
  result: 'refused',
};

/** What the workflow or another spec decides against a spec, before any login. */
export const pinnedRows: readonly ErrorRow[] = [tenant, besideSpec, cloud, application];
