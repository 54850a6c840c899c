// One line of the wire log: who spoke to whom, what about, how it ended; opened, the whole text.

import { element, icon } from "./dom.js";
import { coloured, indented } from "./pretty.js";
import { toTheSecond } from "./times.js";
import { explain, explainError, failed, hint, speakers } from "./wire_words.js";

export function wireLine(record, world) {
  return record.direction === "problem" ? problem(record) : exchange(record, world);
}

function problem({ text }) {
  return element("li", { class: "wire-problem" }, icon("warning"), element("span", {}, text));
}

function exchange(record, world) {
  const details = element(
    "details",
    { class: `wire-line ${record.direction} ${failed(record) ? "failed" : ""}` },
    summary(record, world),
  );
  details.addEventListener("toggle", () => details.append(detail(record)), { once: true });
  return element("li", { "data-number": record.number }, details);
}

function summary(record, world) {
  return element(
    "summary",
    {},
    route(record),
    element("span", { class: "wire-words" }, explain(record, world), outcome(record)),
    element(
      "span",
      { class: "wire-path" },
      `${record.method} ${record.path.replace(/^https?:\/\/[^/]+/, "")}`,
      element("span", { class: "wire-took" }, `${Math.round(record.duration)} ms`),
    ),
    record.note && element("span", { class: "wire-note" }, record.note),
  );
}

function route(record) {
  const [from, to] = speakers(record);
  return element(
    "span",
    { class: "wire-route" },
    element("span", {}, from),
    icon("arrow"),
    element("span", {}, to),
    element("time", {}, toTheSecond(record.at * 1000)),
  );
}

function outcome({ errcode, status, ...record }) {
  const tone = failed({ errcode, status, ...record }) ? "bad" : "good";
  if (errcode === null) return element("span", { class: `pill ${tone}` }, status ? `HTTP ${status}` : "无应答");
  return element("span", { class: `pill ${tone}`, title: explainError({ errcode, ...record }) }, `errcode ${errcode}`);
}

function detail(record) {
  const [from, to] = speakers(record);
  return element(
    "div",
    { class: "wire-detail" },
    hint(record) && element("p", { class: "wire-tip" }, hint(record)),
    record.errcode ? element("p", { class: "wire-error" }, explainError(record)) : null,
    Object.keys(record.query).length > 0 && block("查询参数", JSON.stringify(record.query)),
    block(record.direction === "callback" ? `${from} → ${to}（解密后）` : `${from} → ${to}`, record.request),
    block(`${to}的应答`, record.response),
  );
}

function block(title, source) {
  if (!source) return element("p", { class: "wire-empty" }, `${title}：空`);
  const copy = element("button", { type: "button", class: "text-button" }, "复制");
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(indented(source));
    copy.textContent = "已复制";
  });
  return element(
    "figure",
    { class: "wire-block" },
    element("figcaption", {}, title, copy),
    element("pre", { tabindex: "0" }, coloured(source)),
  );
}
