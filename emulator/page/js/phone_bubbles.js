// What a customer sees inside a bubble, where WeChat draws it in another way than WeCom.

import { bubble } from "./bubbles.js";
import { element, icon, link, webAddress } from "./dom.js";
import { pieces } from "./pieces.js";
import { withAnchors } from "./wecom_text.js";

const ADDRESS = /https?:\/\/[\w\-./?=&%#:~+@!,;*]+[\w/=&#]/g; // ends before a full stop or a Chinese bracket

const BODIES = {
  text: ({ body, sender }) => element("div", { class: "bubble words" }, linked(body.content, sender)),
  template: ({ body }) => template(body),
  msgmenu: ({ body }, choose) => menu(body, choose),
  sms: ({ body }) => element("div", { class: "bubble words" }, `【${body.sign}】`, withAddresses(body.text)),
};

/** `choose` is told the id of a row that was tapped. */
export function phoneBubble(entry, choose) {
  const draw = BODIES[entry.kind] ?? bubble;
  return draw(entry, choose);
}

/** Anchors of the account's, and every address that is only written out. */
function linked(text, sender) {
  const parts = sender === "app" ? withAnchors(text) : [text];
  return parts.flatMap((part) => (typeof part === "string" ? withAddresses(part) : [part]));
}

function withAddresses(text) {
  return pieces(text, ADDRESS, ([address]) => link(address, { class: "card-link" }, address));
}

function template({ title, fields, url }) {
  const rows = fields.flatMap(({ label, value }) => [element("dt", {}, label), element("dd", {}, value)]);
  return link(
    url,
    { class: "bubble template", role: "article", "aria-label": title },
    element("strong", { class: "template-title" }, title),
    element("dl", { class: "template-fields" }, rows),
    webAddress(url) && element("span", { class: "template-more" }, "查看详情", icon("chevron")),
  );
}

function menu({ head_content: head, list, tail_content: tail }, choose) {
  const row = ({ id, content }) =>
    element("button", { type: "button", class: "card-link msgmenu-row", onclick: () => choose(id) }, content);
  return element(
    "div",
    { class: "bubble words msgmenu" },
    head && element("div", {}, head),
    list.map(row),
    tail && element("div", {}, tail),
  );
}
