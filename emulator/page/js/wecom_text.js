// The few tags that WeCom understands in an app's texts. They are recognised one by one and built as elements; any other
// tag stays what it is: text.

import { element, link } from "./dom.js";

const ANCHOR = /<a\s+[^>]*?href=["']?([^"'\s>]+)["']?[^>]*>([\s\S]*?)<\/a>/gi;
const DIVISION = /<div class="(gray|highlight|normal)">([\s\S]*?)<\/div>/gi;
const BREAK = /<br\s*\/?>/gi;

/** `<a href="…">…</a>` in a text message. */
export function withAnchors(text) {
  return replaced(text, ANCHOR, ([, address, words]) => link(address, { class: "card-link" }, words));
}

/** `<div class="gray">` and `<br>` in the description of a textcard. */
export function withDivisions(text) {
  return replaced(text.replace(BREAK, "\n"), DIVISION, ([, tone, words]) =>
    element("div", { class: `tone-${tone}` }, words),
  );
}

function replaced(text, pattern, build) {
  const parts = [];
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(done, match.index), build(match));
    done = match.index + match[0].length;
  }
  return [...parts, text.slice(done)];
}
