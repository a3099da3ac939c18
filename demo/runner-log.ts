const unescaped = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

const marks: Readonly<Record<string, string>> = { error: 'Error: ', warning: 'Warning: ', notice: 'Notice: ' };

/** A line of the action as a runner's log shows it: without masks and debug lines; null when it is hidden. */
export const asRunnerShows = (line: string): string | null => {
  const [, command = '', rest = ''] = /^::([a-z-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
  if (command === '') return line;
  if (command === 'group') return `▾ ${rest}`;
  const mark = marks[command];
  return mark === undefined ? null : mark + unescaped(rest);
};
