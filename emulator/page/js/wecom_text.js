// The few tags that WeCom understands in an app's texts. They are recognised one by one and built as elements; any other
// tag stays what it is: text.

import { element, link } from "./dom.js";
import { pieces } from "./pieces.js";

const ANCHOR = /<a\s+[^>]*?href=["']?([^"'\s>]+)["']?[^>]*>([\s\S]*?)<\/a>/gi;
const ADDRESS = /https?:\/\/[\w\-./?=&%#:~+@!,;*]+[\w/=&#]/g; // ends before a full stop or a Chinese bracket
const DIVISION = /<div class="(gray|highlight|normal)">([\s\S]*?)<\/div>/gi;
const BREAK = /<br\s*\/?>/gi;

/** `<a href="…">…</a>` in a text message, and every address that is only written out. */
export function withLinks(text) {
  const parts = pieces(text, ANCHOR, ([, address, words]) => link(address, { class: "card-link" }, words));
  return parts.flatMap((part) => (typeof part === "string" ? withAddresses(part) : [part]));
}

export function withAddresses(text) {
  return pieces(text, ADDRESS, ([address]) => link(address, { class: "card-link" }, address));
}

/** `<div class="gray">` and `<br>` in the description of a textcard. */
export function withDivisions(text) {
  return pieces(text.replace(BREAK, "\n"), DIVISION, ([, tone, words]) =>
    element("div", { class: `tone-${tone}` }, words),
  );
}
