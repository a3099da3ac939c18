import { describe, expect, test } from '@jest/globals';
import { defaultMode, logsIn, modeCatalog, modes, offlineMode, traitsOf } from '../../../src/catalog/modes.ts';

describe('the catalogue of modes', () => {
  test('tells of each mode in the order of its rows', () => {
    expect(modes).toEqual(['check', 'plan', 'drift', 'renew', 'apply']);
    expect([defaultMode, offlineMode]).toEqual(['plan', 'check']);
  });

  test.each(modes)('holds no contradiction on %s', (mode) => {
    const traits = traitsOf(mode);
    expect(traits).toBe(modeCatalog[mode]);
    expect(logsIn(mode)).toBe(traits.login);
    // What needs a login, and what needs the means to write, is asked of no mode that lacks them.
    const online = [traits.asksHealth, traits.readsAuditLog, traits.fallsBack, traits.publishes.length > 0];
    expect(online.some(Boolean) && !traits.login).toBe(false);
    expect(traits.redOnHealth && !traits.asksHealth).toBe(false);
    expect((traits.needsReview || traits.only === 'renewals') && !traits.writes).toBe(false);
    expect(traits.publishes.includes('comment')).toBe(traits.pullRequest !== 'none');
  });

  test.each([
    ['login', ['plan', 'drift', 'renew', 'apply']],
    ['writes', ['renew', 'apply']],
    ['redOnHealth', ['drift', 'renew', 'apply']],
    ['needsReview', ['apply']],
    ['readsAuditLog', ['drift']],
    ['annotates', ['drift', 'renew']],
    ['fallsBack', ['plan']],
  ] as const)('says which modes have the trait %s', (trait, having) => {
    expect(modes.filter((mode) => traitsOf(mode)[trait])).toEqual(having);
  });

  test('lets a run that could not tell its mode do no more than one without a login', () => {
    expect(traitsOf(null)).toMatchObject({ login: false, writes: false, publishes: [] });
  });
});
