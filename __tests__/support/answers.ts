import { ServerResponse } from 'node:http';

type Write = (this: ServerResponse, chunk: unknown, ...rest: unknown[]) => unknown;

/** Everything that the remotes of this process answer over TLS while something happens, as text; not the control API. */
export const answersDuring = async (what: () => Promise<unknown>): Promise<string> => {
  const texts: string[] = [];
  const methods = ServerResponse.prototype as unknown as Record<'write' | 'end', Write>;
  const { write, end } = methods;
  const listening = (method: Write): Write =>
    function listen(chunk, ...rest) {
      const overTls = this.socket !== null && 'encrypted' in this.socket;
      if (overTls && (typeof chunk === 'string' || chunk instanceof Uint8Array))
        texts.push(Buffer.from(chunk).toString());
      return method.call(this, chunk, ...rest);
    };
  methods.write = listening(write);
  methods.end = listening(end);
  try {
    await what();
  } finally {
    Object.assign(methods, { write, end });
  }
  return texts.join('\n');
};
