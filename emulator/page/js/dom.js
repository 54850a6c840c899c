// Elements are built, never parsed: a text child becomes a text node, so what people write can never become markup.

const SVG = "http://www.w3.org/2000/svg";

/** `element("button", {class: "send", onclick: send}, "发送")`; attributes that are null, undefined or false are left out. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(node, name, value);
  node.append(...children.flat().filter(isThere));
  return node;
}

/** A symbol of the sprite in index.html; decoration only, so it is hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** Only addresses a browser may open: a card could carry `javascript:`. */
export function webAddress(text) {
  if (!text || !URL.canParse(text, location.href)) return null;
  const address = new URL(text, location.href);
  return ["http:", "https:"].includes(address.protocol) ? address.href : null;
}

/** A link that opens beside the page, or a plain span where there is no address to open. */
export function link(address, attributes, ...children) {
  const href = webAddress(address);
  if (!href) return element("span", attributes, ...children);
  return element("a", { ...attributes, href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

/** A picture that gives way to a grey tile when it cannot be loaded. */
export function picture(address, attributes) {
  const image = element("img", { ...attributes, src: address, loading: "lazy", decoding: "async" });
  image.addEventListener("error", () =>
    image.replaceWith(element("span", { class: `${attributes.class} no-picture` }, icon("image"))),
  );
  return image;
}

function set(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else node.setAttribute(name, value === true ? "" : value);
}

function isThere(child) {
  return child !== null && child !== undefined && child !== false && child !== "";
}
