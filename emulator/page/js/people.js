// How a person is shown: an avatar with two characters of the name.

import { element } from "./dom.js";

const HUES = [214, 168, 28, 262, 342, 190, 48, 300]; // by the place in the directory

const LATER = 4; // customers begin elsewhere in the hues, so that the first one looks unlike the front desk
const TITLED = /[长总]$/; // 孙班长 and 陈班长 are told apart by how they begin, 张建国 by how he ends

export function avatar({ name, place, customer = false }) {
  const two = TITLED.test(name) ? [...name].slice(0, 2) : [...name].slice(-2);
  const letters = customer ? [...name].slice(0, 1) : two; // 王女士 is 王
  const node = element("span", { class: "avatar", "aria-hidden": "true" }, letters.join(""));
  node.style.setProperty("--hue", HUES[(customer ? place + LATER : place) % HUES.length]);
  return node;
}

export function accountAvatar() {
  return element("img", { class: "avatar", src: "page/img/account.svg", alt: "" });
}

export function appAvatar() {
  return element("img", { class: "avatar", src: "page/img/app.svg", alt: "" });
}
