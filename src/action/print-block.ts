import * as core from '@actions/core';
import type { LogBlock } from '../report/log/log.ts';
import { withoutCommand } from '../support/text.ts';

/** In the Actions viewer a folded group; in a terminal a heading. No line of it is a workflow command. */
export const printBlock = ({ title, lines, open }: LogBlock, runner: boolean): void => {
  const folds = runner && !open;
  if (folds) core.startGroup(title);
  else core.info(title === '' ? '' : `\n${title}`);
  for (const line of lines) core.info(withoutCommand(line));
  if (folds) core.endGroup();
};
