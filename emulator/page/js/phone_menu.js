// The account's own menu, at the foot of the chat.

import { element } from "./dom.js";
import { openMenu } from "./menus.js";

/** `choose` is told the entry: {key} or {url}. */
export function menuBar(buttons, choose) {
  if (!buttons.length) return element("span", { hidden: true });
  return element(
    "nav",
    { class: "account-menu", "aria-label": "公众号菜单" },
    buttons.map((button) => entry(button, choose)),
  );
}

function entry(button, choose) {
  const below = button.sub_button ?? [];
  const node = element("button", { type: "button", "aria-haspopup": below.length ? "menu" : null }, button.name);
  const choices = below.map((each) => ({ text: each.name, choose: () => choose(each) }));
  node.addEventListener("click", () => (below.length ? openMenu(node, button.name, choices) : choose(button)));
  return node;
}
