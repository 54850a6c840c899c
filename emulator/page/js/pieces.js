// Text cut up: what lies between the matches of a pattern stays text, each match becomes whatever is built from it.

export function pieces(text, pattern, build) {
  const found = [];
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    found.push(text.slice(done, match.index), build(match));
    done = match.index + match[0].length;
  }
  return [...found, text.slice(done)];
}
