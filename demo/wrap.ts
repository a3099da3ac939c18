/** A line as several of at most `width` characters, broken at spaces; the later ones are indented. A longer word stays whole. */
export const wrapped = (line: string, width: number): readonly string[] => {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (longer.length > width && current !== '') {
      lines.push(current);
      current = `   ${word}`;
    } else current = longer;
  }
  return [...lines, current];
};
