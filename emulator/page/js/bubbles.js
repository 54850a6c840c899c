// One line of a conversation: what is inside the bubble, for every kind of message.

import { templateCard } from "./cards.js";
import { element, icon, link, picture } from "./dom.js";
import { showLarge } from "./lightbox.js";
import { markdown } from "./markdown.js";
import { mediaAddress } from "./server.js";
import { withDivisions, withLinks } from "./wecom_text.js";

const BODIES = {
  text: ({ body, sender }) => words(sender === "app" ? withLinks(body.content) : [body.content]),
  markdown: ({ body }) => element("div", { class: "bubble words markdown" }, markdown(body.content)),
  image: ({ body }) => image(body),
  voice: () => element("div", { class: "bubble voice" }, icon("voice"), "语音消息"),
  video: ({ body }) => file(body, "video"),
  file: ({ body }) => file(body, "clip"),
  location: ({ body }) => place(body),
  link: ({ body }) => page(body),
  textcard: ({ body }) => textcard(body),
  news: ({ body }) => element("div", { class: "bubble tile news" }, body.articles.map(article)),
  template_card: ({ card }, press) => templateCard(card, press),
};

/** The bubble of an entry; `press` is what a template card calls when it is clicked. */
export function bubble(entry, press) {
  const draw = BODIES[entry.kind] ?? unknown;
  return draw(entry, press);
}

function words(parts) {
  return element("div", { class: "bubble words" }, parts);
}

function image({ media_id: mediaId, filename }) {
  const address = mediaAddress(mediaId);
  const open = () => showLarge(address, filename);
  return element(
    "button",
    { type: "button", class: "bubble photo", "aria-label": `放大图片 ${filename ?? ""}`, onclick: open },
    picture(address, { class: "photo-image", alt: filename ?? "图片" }),
  );
}

function file({ media_id: mediaId, filename }, symbol) {
  return link(
    mediaAddress(mediaId),
    { class: "bubble tile file" },
    element("span", {}, filename || "文件"),
    icon(symbol),
  );
}

function place({ latitude, longitude, label }) {
  return element(
    "div",
    { class: "bubble tile place" },
    element("strong", {}, label || "位置"),
    element("span", { class: "tile-desc" }, `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`),
    element("span", { class: "place-map" }, icon("pin")),
  );
}

function page({ title, description, url, picurl }) {
  return link(
    url,
    { class: "bubble tile page" },
    element("strong", {}, title),
    element(
      "span",
      { class: "page-rest" },
      element("span", { class: "tile-desc" }, description ?? ""),
      picurl ? picture(picurl, { class: "card-thumb", alt: "" }) : icon("link"),
    ),
  );
}

function textcard({ title, description, url, btntxt }) {
  return link(
    url,
    { class: "bubble tile textcard" },
    element("strong", {}, title),
    element("div", { class: "tile-desc" }, withDivisions(description ?? "")),
    element("span", { class: "textcard-more" }, btntxt || "详情", icon("chevron")),
  );
}

function article({ title, description, url, picurl }) {
  return link(
    url,
    { class: "article" },
    picurl && picture(picurl, { class: "article-image", alt: "" }),
    element("strong", {}, title),
    element("span", { class: "tile-desc" }, description ?? ""),
  );
}

function unknown({ kind }) {
  return element("div", { class: "bubble words muted" }, `[${kind}] 这种消息请在企业微信里查看`);
}
