import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { specText } from '../../../testing/spec-text.ts';
import { completeSpec } from '../../support/spec-samples.ts';
import type { ErrorRow } from '../row.ts';
import { offline } from './offline.ts';

const other = '11111111-2222-4333-8444-555555555555';
const tenantTexts = [
  '3f6e2a52-7d1c-4b6e-9a0e-5f0c6f1b2a11',
  other,
  'Set entra.tenant and the input "tenant-id" to the same tenant. The input limits the workflow to one tenant.',
];

const tenants: readonly ErrorRow[] = (['check', 'apply'] as const).map((mode) =>
  offline(
    {
      when: 'the workflow allows another tenant than the spec names',
      code: 'SPEC_TENANT_MISMATCH',
      contains: tenantTexts,
    },
    { with: { 'tenant-id': other } },
    mode,
  ),
);

const cloud: ErrorRow = offline(
  {
    when: 'the workflow allows another cloud than the spec names',
    code: 'SPEC_CLOUD_MISMATCH',
    contains: ['The spec names another cloud than the input "cloud".', 'usgov', 'public'],
  },
  { with: { cloud: 'usgov' } },
  'check',
);

const application: readonly ErrorRow[] = (['check', 'plan'] as const).map((mode) =>
  offline(
    {
      when: 'the spec adopts another registration than the workflow names',
      code: 'SPEC_APPLICATION_MISMATCH',
      contains: ['than the input "application-id"', '11111111-2222-4333-8444-555555555555'],
    },
    {
      spec: specText([['entra', 'application', 'appId'], '11111111-2222-4333-8444-555555555555']),
      with: { 'application-id': '99999999-2222-4333-8444-555555555555' },
    },
    mode,
  ),
);

const besideSpec: readonly ErrorRow[] = (['check', 'apply'] as const).map((mode) => ({
  ...offline(
    {
      when: 'another spec beside it has the same unique name',
      code: 'SPEC_CLAIMED_TWICE',
      contains: [
        '.github/truu-emea.yml',
        'entra.application.uniqueName: truu-directory',
        'delete one of the two files',
      ],
    },
    { prepare: (workspace) => writeFile(path.join(workspace, '.github/truu-emea.yml'), completeSpec) },
    mode,
  ),
  result: 'refused',
}));

/** What the workflow or another spec decides against a spec, before any login. */
export const pinnedRows: readonly ErrorRow[] = [...tenants, ...besideSpec, cloud, ...application];
