// A picture, as large as the window allows. A click or Escape closes it.

import { element } from "./dom.js";

export function showLarge(address, name) {
  const dialog = element(
    "dialog",
    { class: "lightbox", "aria-label": name ?? "图片" },
    element("img", { src: address, alt: name ?? "" }),
  );
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
