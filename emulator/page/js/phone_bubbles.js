// What a customer sees inside a bubble, where WeChat draws it in another way than WeCom.

import { bubble } from "./bubbles.js";
import { element, icon, link, webAddress } from "./dom.js";
import { withAddresses, withLinks } from "./wecom_text.js";

const BODIES = {
  text: ({ body, sender }) => element("div", { class: "bubble words" }, sender === "app" ? withLinks(body.content) : withAddresses(body.content)),
  template: ({ body }) => template(body),
  msgmenu: ({ body }, choose) => menu(body, choose),
  sms: ({ body }) => element("div", { class: "bubble words" }, `【${body.sign}】`, withAddresses(body.text)),
};

/** `choose` is told the id of a row that was tapped. */
export function phoneBubble(entry, choose) {
  const draw = BODIES[entry.kind] ?? bubble;
  return draw(entry, choose);
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
