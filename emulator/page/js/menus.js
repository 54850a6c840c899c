// A small menu beside the button that opened it. The browser's popover closes it: Escape, or a tap elsewhere.

import { element } from "./dom.js";

const GAP = 4; // px between button and menu, and to the edge of the window

/** `choices` is [{text, choose}]. */
export function openMenu(button, title, choices) {
  const menu = element("div", { class: "menu", popover: "auto", role: "menu", "aria-label": title || "操作" });
  menu.append(
    ...(title ? [element("div", { class: "menu-title" }, title)] : []),
    ...choices.map((choice) => item(menu, choice)),
  );
  menu.addEventListener("toggle", (event) => event.newState === "closed" && menu.remove());
  menu.addEventListener("keydown", (event) => moveFocus(event, menu));
  document.body.append(menu);
  menu.showPopover();
  place(menu, button.getBoundingClientRect());
  menu.querySelector("button")?.focus();
}

function item(menu, { text, choose }) {
  const take = () => {
    menu.hidePopover();
    choose();
  };
  return element("button", { type: "button", role: "menuitem", onclick: take }, text);
}

/** Under the button, its right edges aligned, but inside the window. */
function place(menu, anchor) {
  const { width, height } = menu.getBoundingClientRect();
  const below = anchor.bottom + GAP;
  menu.style.left = `${Math.max(GAP, anchor.right - width)}px`;
  menu.style.top = `${below + height < innerHeight ? below : anchor.top - height - GAP}px`;
}

function moveFocus(event, menu) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll("button")];
  items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
}
