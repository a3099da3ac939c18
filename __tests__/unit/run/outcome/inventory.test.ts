import { describe, expect, test } from '@jest/globals';
import { planned, reportOf, wrote } from '../../../../samples/stage-results.ts';
import { empty, inSync } from '../../../../samples/worlds.ts';
import { openLedger } from '../../../../src/apply/context.ts';
import type { Report } from '../../../../src/report/report.ts';
import type { HandOffState } from '../../../../src/truu/hand-off.ts';
import { application, directory, ids, servicePrincipal, type Differences } from '../../../support/plan-samples.ts';

const idsIn = ({ clientId, directoryId, applicationObjectId, servicePrincipalObjectId }: Report) => ({
  ...{ clientId, directoryId, applicationObjectId, servicePrincipalObjectId },
});
const none = { clientId: null, directoryId: null, applicationObjectId: null, servicePrincipalObjectId: null };
const whole = {
  clientId: ids.app,
  directoryId: directory().id,
  applicationObjectId: application().id,
  servicePrincipalObjectId: servicePrincipal().id,
};
const reported = (world: Differences): Report => reportOf(planned('drift', world));

describe('the ids of a report', () => {
  test('are those of the world that was read', () => {
    expect(idsIn(reported(inSync))).toEqual(whole);
  });

  test('are unknown where there is nothing, and where nothing was read', () => {
    expect(idsIn(reported(empty))).toEqual(none);
    expect(idsIn(reportOf(planned('drift', inSync), { observation: null, planned: null }))).toEqual(none);
  });

  test('are those that the run created, where Graph does not show them yet', () => {
    const ledger = openLedger();
    ledger.ids.set('create-application', { applicationId: 'object', appId: 'client' });
    ledger.ids.set('create-service-principal', { servicePrincipalId: 'principal' });
    expect(idsIn(reportOf(wrote(planned('apply', empty), { ledger }, empty)))).toEqual({
      ...{ clientId: 'client', directoryId: null },
      ...{ applicationObjectId: 'object', servicePrincipalObjectId: 'principal' },
    });
  });

  test('have none of TruU where a person serves it', () => {
    const handOff = { issues: [] } as unknown as HandOffState;
    expect(idsIn(reported({ ...inSync, truu: { handOff } }))).toEqual({ ...whole, directoryId: null });
  });
});

describe('the days that are left', () => {
  // The secret that TruU holds ends at 2027-10-24T10:00:00Z.
  test.each([
    ['2027-10-23T10:00:00.000Z', 1],
    ['2027-10-23T10:00:01.000Z', 0],
    ['2027-10-24T10:00:01.000Z', -1],
  ])('at %s are %d whole ones', (now, expected) => {
    expect(reported({ ...inSync, entra: { ...inSync.entra, now: new Date(now) } }).daysLeft).toBe(expected);
  });

  test('are unknown without a secret', () => {
    expect(reported(empty).daysLeft).toBeNull();
  });
});
