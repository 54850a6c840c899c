// XML and JSON, set out for reading: indented, and coloured by giving each token an element of its own.

import { element } from "./dom.js";

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
  const pattern = text.trimStart().startsWith("<") ? XML_TOKEN : JSON_TOKEN;
  const parts = [];
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    const [kind] = Object.entries(match.groups).find(([, found]) => found !== undefined);
    parts.push(text.slice(done, match.index), element("span", { class: `token-${kind}` }, match[0]));
    done = match.index + match[0].length;
  }
  return [...parts, text.slice(done)];
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
