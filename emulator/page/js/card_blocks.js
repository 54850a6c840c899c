// The parts of a card that are only read: texts, pictures and links.

import { element, icon, link, picture } from "./dom.js";
import { openMenu } from "./menus.js";
import { mediaAddress } from "./server.js";

const SOURCE_COLOURS = ["grey", "black", "red", "green"];

export function source(block, menu, choose) {
  if (!block?.desc && !block?.icon_url && !menu) return null;
  return element(
    "header",
    { class: "card-source" },
    block?.icon_url && picture(block.icon_url, { class: "card-source-icon", alt: "" }),
    element(
      "span",
      { class: `card-source-name ${SOURCE_COLOURS[block?.desc_color ?? 0] ?? "grey"}` },
      block?.desc ?? "",
    ),
    menu && menuButton(menu, choose),
  );
}

export function heading(card) {
  const { title, desc } = card.main_title ?? {};
  if (!title && !desc) return null;
  return element(
    "div",
    { class: "card-heading" },
    title && link(addressOf(card.card_action), { class: "card-title" }, title),
    desc && element("p", { class: "card-desc" }, desc),
  );
}

export function newsImage(block) {
  if (!block?.url) return null;
  const image = picture(block.url, { class: "card-image", alt: "" });
  image.style.aspectRatio = String(block.aspect_ratio ?? 1.3);
  return image;
}

export function imageText(block) {
  if (!block?.image_url) return null;
  return link(
    addressOf(block),
    { class: "card-image-text" },
    element(
      "span",
      { class: "card-image-text-words" },
      element("span", { class: "card-image-text-title" }, block.title ?? ""),
      element("span", { class: "card-desc" }, block.desc ?? ""),
    ),
    picture(block.image_url, { class: "card-thumb", alt: "" }),
  );
}

export function emphasis(block) {
  if (!block?.title && !block?.desc) return null;
  return element(
    "div",
    { class: "card-emphasis" },
    element("div", { class: "card-emphasis-title" }, block.title ?? ""),
    element("div", { class: "card-desc" }, block.desc ?? ""),
  );
}

export function quote(block) {
  if (!block?.title && !block?.quote_text) return null;
  return link(
    addressOf(block),
    { class: "card-quote" },
    block.title && element("span", { class: "card-quote-title" }, block.title),
    block.quote_text && element("span", { class: "card-quote-text" }, block.quote_text),
  );
}

export function subtitle(text) {
  return text ? element("p", { class: "card-subtitle" }, text) : null;
}

export function keyValues(list) {
  if (!list?.length) return null;
  return element(
    "dl",
    { class: "card-pairs" },
    list.flatMap((pair) => [element("dt", {}, pair.keyname), element("dd", {}, valueOf(pair))]),
  );
}

export function verticals(list) {
  if (!list?.length) return null;
  const row = (entry) =>
    element(
      "li",
      {},
      element("strong", {}, entry.title),
      entry.desc && element("p", { class: "card-desc" }, entry.desc),
    );
  return element("ul", { class: "card-verticals" }, list.map(row));
}

export function jumps(list) {
  if (!list?.length) return null;
  const row = (jump) =>
    element(
      "li",
      {},
      link(addressOf(jump), { class: "card-jump" }, element("span", {}, jump.title), icon("chevron")),
    );
  return element("ul", { class: "card-jumps" }, list.map(row));
}

function valueOf(pair) {
  if (pair.type === 1) return link(pair.url, { class: "card-link" }, pair.value || "查看");
  if (pair.type === 2)
    return link(mediaAddress(pair.media_id), { class: "card-file" }, icon("clip"), pair.value ?? "");
  if (pair.type === 3) return element("span", { class: "card-member" }, `@${pair.value || pair.userid}`);
  return pair.value ?? "";
}

/** Type 2 opens a mini programme, which a browser cannot: no address then. */
function addressOf(action) {
  return action?.type === 1 ? action.url : null;
}

function menuButton(menu, choose) {
  const button = element(
    "button",
    { type: "button", class: "card-menu", "aria-label": menu.desc || "更多操作", "aria-haspopup": "menu" },
    icon("dots"),
  );
  button.addEventListener("click", () =>
    openMenu(
      button,
      menu.desc,
      menu.action_list.map(({ text, key }) => ({ text, choose: () => choose(key) })),
    ),
  );
  return button;
}
