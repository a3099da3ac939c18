import { describe, expect, test } from '@jest/globals';
import { disabledCause } from '../../../src/plan/disabled.ts';
import { application, entra, ids, servicePrincipal } from '../../support/plan-samples.ts';
import { planOf } from '../../support/worlds.ts';

const disabled = { servicePrincipal: servicePrincipal({ accountEnabled: false }) };
const deactivated = { application: application({ disabled: true }) };
const byMicrosoft = { application: application({ disabledByMicrosoft: 'DisabledDueToX', disabled: true }) };

describe('why Entra refuses every token', () => {
  test('is nothing in a world that is as the spec says', () => {
    expect(disabledCause(entra())).toBeNull();
  });

  test.each([
    [disabled, 'Sign-in is disabled for the service principal', 'Enterprise applications > Properties', ids.principal],
    [deactivated, 'The registration is deactivated', 'App registrations > the app > Overview', ids.app],
    [byMicrosoft, 'Microsoft has disabled the registration', 'Ask Microsoft support', 'DisabledDueToX'],
    [{ ...byMicrosoft, ...disabled }, 'Microsoft has disabled the registration', 'no setting enables it', 'DueToX'],
  ])('names the switch, and what turns it (%#)', (world, message, fix, value) => {
    const cause = disabledCause(entra(world));
    expect(cause?.message).toBe(message);
    expect(cause?.fix).toContain(fix);
    expect(cause?.evidence.value).toContain(value);
  });

  test.each([disabled, deactivated, byMicrosoft])('refuses a new secret, which could not be tested (%#)', (world) => {
    const { refusals } = planOf({ entra: world, policy: { rotate: ids.heldKey } });
    expect(refusals).toMatchObject([{ code: 'ENTRA_DISABLED', message: expect.stringMatching(/cannot be tested\.$/) }]);
    expect(refusals[0]?.fix).toBe(disabledCause(entra(world))?.fix);
    expect(planOf({ entra: world }).refusals).toEqual([]);
  });
});
