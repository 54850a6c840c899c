// One button of the row above a text box.

import { element, icon } from "./dom.js";

export function tool(symbol, label, act, style = "") {
  const attributes = { type: "button", class: `tool ${style}`, onclick: act, title: label, "aria-label": label };
  return element("button", attributes, icon(symbol), element("span", {}, label));
}
