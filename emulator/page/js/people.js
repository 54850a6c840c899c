// How a person is shown: an avatar with the last two characters of the name.

import { element } from "./dom.js";

const HUES = [214, 168, 28, 262, 342, 190, 48, 300]; // by the place in the directory

export function avatar({ name, place }) {
  const node = element("span", { class: "avatar", "aria-hidden": "true" }, [...name].slice(-2).join(""));
  node.style.setProperty("--hue", HUES[place % HUES.length]);
  return node;
}

export function appAvatar() {
  return element("img", { class: "avatar", src: "page/img/app.svg", alt: "" });
}
