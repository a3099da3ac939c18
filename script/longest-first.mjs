import Sequencer from '@jest/test-sequencer';

/** Folders whose tests run the built action, the slowest first; jest itself goes by the size of a file, which says nothing here. */
const slow = ['errors', 'e2e'];

const rankOf = ({ path }) => {
  const rank = slow.findIndex((folder) => path.includes(`/__tests__/${folder}/`));
  return rank === -1 ? slow.length : rank;
};

/** Begins with what takes longest, so that no worker is left alone with it at the end. */
export default class LongestFirst extends Sequencer {
  async sort(tests) {
    return [...(await super.sort(tests))].sort((a, b) => rankOf(a) - rankOf(b));
  }
}
