import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** A command line by its arguments; the text of its standard input comes last where an argument is `-`. Throws to fail. */
export type StandIn = (args: readonly string[]) => Promise<string>;

/** Commands that this process answers. */
export interface StandIns {
  /** Has a program for each; goes before the others of PATH. */
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

/** Asks this process over a socket, which costs less than a node of its own for each of a hundred commands. */
const program = (name: string, port: number): string => `#!/usr/bin/env bash
if [ "\${*: -1}" = - ]; then set -- "$@" "$(cat)"; fi
exec 3<> /dev/tcp/127.0.0.1/${port}
printf '%s\\0' "$#" ${name} "$@" >&3
read -r code <&3
if [ "$code" = 0 ]; then cat <&3; else cat <&3 >&2; fi
exit "$code"
`;

/** Puts commands into a folder of their own, which the caller removes by `stop`. */
export const standInFor = async (commands: Readonly<Record<string, StandIn>>): Promise<StandIns> => {
  const answer = async (socket: Socket, [name = '', ...args]: readonly string[]): Promise<void> => {
    const command = commands[name] ?? (() => Promise.reject(new Error('no such command')));
    const [code, output] = await command(args).then(
      (text) => [0, text] as const,
      (thrown: unknown) => [1, `${name}: ${String(thrown)}\n`] as const,
    );
    socket.end(`${code}\n${output}`);
  };
  const server = createServer((socket) => {
    let received = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      received += text;
      const [count = '', ...words] = received.split('\0');
      // The count, the name, the arguments, and what follows the last NUL.
      if (words.length === Number(count) + 2) void answer(socket, words.slice(0, -1));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const folder = await mkdtemp(path.join(os.tmpdir(), 'truu-commands-'));
  const { port } = server.address() as AddressInfo;
  for (const name of Object.keys(commands))
    await writeFile(path.join(folder, name), program(name, port), { mode: 0o755 });
  return {
    folder,
    stop: async () => {
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
};
