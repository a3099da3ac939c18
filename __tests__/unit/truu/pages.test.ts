import { expect, test } from '@jest/globals';
import { findDirectory } from '../../../src/truu/api/find.ts';
import type { Truu } from '../../../src/truu/api/transport.ts';

test('a page of TruU that is another one than the one asked for is a breach, not an empty list', async () => {
  const body = { page: 9, totalPages: 9, items: [] };
  const send: Truu['send'] = async () => ({ status: 200, body, etag: null, date: null, attempts: 1 });
  await expect(findDirectory({ send, sendRaw: send }, 'Contoso')).rejects.toMatchObject({
    code: 'TRUU_CONTRACT',
    message: expect.stringContaining('it is page 9, not 1') as unknown,
  });
});
