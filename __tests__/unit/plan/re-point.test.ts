import { expect, test } from '@jest/globals';
import { guid, ids, type Differences } from '../../support/plan-samples.ts';
import { directoryWith, planOf } from '../../support/worlds.ts';

const absent = { entra: { application: null, servicePrincipal: null } };
const other = guid('9');
const advice = (clientId: string): string => `set the input "application-id" to ${clientId}`;

/** The change by which TruU's directory gets the registration of the plan. */
const repointOf = (world: Differences) => {
  const { changes } = planOf(world);
  const change = changes.find(({ target }) => target.kind === 'directory-identity' && target.field === 'clientId');
  return { change, first: changes[0] };
};

test.each<[string, Differences, string]>([
  ['that this plan creates', absent, ids.app],
  ['that is ours', directoryWith({ clientId: other }), other],
])(
  'a directory that gets a registration %s has it among the privileges, with what to do instead',
  (_what, world, id) => {
    const { change, first } = repointOf(world);
    expect(change).toMatchObject({ danger: 'privilege', reason: expect.stringContaining(advice(id)) });
    expect(change?.reason).toContain('keeps its credentials and permissions');
    expect(first?.danger).toBe('privilege');
  },
);

test.each<[string, Differences, boolean]>([
  ['the workflow has chosen one', { ...directoryWith({ clientId: other }), policy: { applicationId: ids.app } }, true],
  ['the one of TruU is in another tenant', directoryWith({ tenantId: guid('8'), clientId: other }), false],
  ['TruU names none', directoryWith({ clientId: null }), false],
  ['what TruU names is no id', directoryWith({ clientId: '[x](https://x.example)' }), false],
])('no registration is recommended for adoption when %s', (_when, world, keeps) => {
  const { change } = repointOf(world);
  expect(change?.danger).toBe('privilege');
  expect(change?.reason).not.toContain('application-id');
  expect(change?.reason?.includes('keeps its credentials')).toBe(keeps);
});
