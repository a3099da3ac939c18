/** No response that this action needs is as long: GitHub's longest page of comments has 6.5 MB. */
export const maxBodyBytes = 16 * 1024 * 1024;

/** A body is longer than `maxBodyBytes` once it is decoded. */
export class BodyTooLong extends Error {
  override readonly name = 'BodyTooLong';
}

/**
 * Reads a body as text, and stops at `maxBodyBytes`. They are counted as they are decoded: forty bytes of brotli can become
 * twenty megabytes. Throws BodyTooLong.
 */
export const readBody = async ({ body }: Response): Promise<string> => {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (bytes > maxBodyBytes) throw new BodyTooLong(`The body is longer than ${maxBodyBytes} bytes.`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
};
