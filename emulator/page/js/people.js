// How a person is shown: an avatar with two characters of the name.

import { element } from "./dom.js";

const HUES = [214, 168, 28, 262, 342, 190, 48, 300]; // by the place in the directory

const TITLED = /[长总]$/; // 孙班长 and 陈班长 are told apart by how they begin, 张建国 by how he ends

export function avatar({ name, place }) {
  const two = TITLED.test(name) ? [...name].slice(0, 2) : [...name].slice(-2);
  const node = element("span", { class: "avatar", "aria-hidden": "true" }, two.join(""));
  node.style.setProperty("--hue", HUES[place % HUES.length]);
  return node;
}

export function appAvatar() {
  return element("img", { class: "avatar", src: "page/img/app.svg", alt: "" });
}
