import { describe, expect, test } from '@jest/globals';
import { redact } from '../../../src/support/redact.ts';

const secret = 'xQz8Q~Yk2 b?"w7/V+s';

describe('blotting secrets out of plain data', () => {
  test.each([
    { form: 'as it is', text: secret },
    { form: 'as in a URL', text: encodeURIComponent(secret) },
    { form: 'as in a form', text: new URLSearchParams({ s: secret }).toString().slice(2) },
    { form: 'as in JSON', text: JSON.stringify(secret).slice(1, -1) },
  ])('leaves none of a secret that stands there $form', ({ text }) => {
    expect(redact(`before ${text} and ${text} after`, [secret])).toBe('before [secret] and [secret] after');
  });

  test('reaches texts at any depth, and leaves everything else as it was', () => {
    const data = { red: true, count: 2, none: null, rows: [{ texts: `said ${secret}` }, ['plain', secret]] };
    expect(redact(data, [secret])).toEqual({
      red: true,
      count: 2,
      none: null,
      rows: [{ texts: 'said [secret]' }, ['plain', '[secret]']],
    });
    expect(data.rows[0]).toEqual({ texts: `said ${secret}` });
  });

  test('leaves nothing of a secret that holds another one', () => {
    const longer = `${secret}-and-more`;
    expect(redact(`${longer} ${secret}`, [secret, longer])).toBe('[secret] [secret]');
  });

  test('leaves words alone that only a very short secret has in common with them', () => {
    expect(redact('The plan has 1 change.', ['plan', ''])).toBe('The plan has 1 change.');
  });
});
