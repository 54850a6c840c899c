// XML and JSON, set out for reading: indented, and coloured by giving each token an element of its own.

import { element } from "./dom.js";
import { pieces } from "./pieces.js";

const JSON_TOKEN =
  /(?<key>"(?:[^"\\]|\\.)*")(?=\s*:)|(?<string>"(?:[^"\\]|\\.)*")|(?<number>-?\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b)|(?<word>\b(?:true|false|null)\b)/gi;
const XML_TOKEN = /(?<key><\/?[\w:]+\s*\/?>)|(?<mark><!\[CDATA\[|\]\]>)/g;

/** Plain text of `source`, indented where it is XML or JSON. */
export function indented(source) {
  const text = source.trim();
  if (text.startsWith("<")) return indentedXml(text);
  return isJson(text) ? JSON.stringify(JSON.parse(text), null, 2) : source;
}

/** The same, as nodes. */
export function coloured(source) {
  const text = indented(source);
  return pieces(text, text.startsWith("<") ? XML_TOKEN : JSON_TOKEN, token);
}

function token({ 0: text, groups }) {
  const [kind] = Object.entries(groups).find(([, found]) => found !== undefined);
  return element("span", { class: `token-${kind}` }, text);
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** XML that does not parse is shown as it came. */
function indentedXml(text) {
  const { documentElement: root } = new DOMParser().parseFromString(text, "text/xml");
  return root.querySelector("parsererror") || root.nodeName === "parsererror" ? text : lines(root, "").join("\n");
}

function lines(node, indent) {
  if (!node.children.length) return [`${indent}<${node.nodeName}>${content(node)}</${node.nodeName}>`];
  return [
    `${indent}<${node.nodeName}>`,
    ...[...node.children].flatMap((child) => lines(child, `${indent}  `)),
    `${indent}</${node.nodeName}>`,
  ];
}

function content(node) {
  return [...node.childNodes]
    .map((child) => (child.nodeType === Node.CDATA_SECTION_NODE ? `<![CDATA[${child.data}]]>` : child.data))
    .join("");
}
