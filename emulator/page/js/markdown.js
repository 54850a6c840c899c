// WeCom's subset of Markdown: headings, bold, links, inline code, quotes and three colours.

import { element, link } from "./dom.js";
import { pieces } from "./pieces.js";

const INLINE =
  /\*\*(?<bold>[^*]+)\*\*|\[(?<words>[^\]]+)\]\((?<address>[^)\s]+)\)|`(?<code>[^`]+)`|<font color="(?<colour>info|comment|warning)">(?<toned>.*?)<\/font>/g;

export function markdown(text) {
  return text.split("\n").map(line);
}

function line(text) {
  const [, marks, title] = /^(#{1,6})\s+(.*)$/.exec(text) ?? [];
  if (marks) return element("div", { class: `md-heading h${marks.length}` }, inline(title));
  const [, quoted] = /^>\s?(.*)$/.exec(text) ?? [];
  if (quoted !== undefined) return element("div", { class: "md-quote" }, inline(quoted));
  return element("div", { class: "md-line" }, inline(text));
}

function inline(text) {
  return pieces(text, INLINE, ({ groups }) => styled(groups));
}

function styled({ bold, words, address, code, colour, toned }) {
  if (bold) return element("strong", {}, inline(bold));
  if (words) return link(address, { class: "card-link" }, words);
  if (code) return element("code", {}, code);
  return element("span", { class: `md-${colour}` }, inline(toned));
}
