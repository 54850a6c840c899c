// A drawer from the side, or from the foot of a phone. The browser's dialog holds the focus and closes on Escape.

import { element, icon } from "./dom.js";

/** Opens at once; returns the dialog. */
export function openDrawer(title, style, ...content) {
  const close = element("button", { type: "button", class: "icon-button", "aria-label": "关闭" }, icon("close"));
  const node = element(
    "dialog",
    { class: `drawer ${style}`, "aria-label": title },
    element("header", { class: "drawer-head" }, element("h2", {}, title), close),
    element("div", { class: "drawer-body" }, content),
  );
  close.addEventListener("click", () => node.close());
  node.addEventListener("click", (event) => event.target === node && node.close()); // the backdrop
  node.addEventListener("close", () => node.remove());
  document.body.append(node);
  node.showModal();
  return node;
}
