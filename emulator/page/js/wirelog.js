// The wire log: every callback and every call, decrypted, in the order in which they ended.

import { element, icon } from "./dom.js";
import { wireLine } from "./wire_lines.js";
import { explain, failed } from "./wire_words.js";

const SHOWN = 400; // lines; the oldest leave first
const NEAR_THE_END = 60; // px

const KINDS = [
  { kind: "all", text: "全部", holds: () => true },
  { kind: "callback", text: "回调", holds: ({ direction }) => direction === "callback" },
  { kind: "api", text: "接口", holds: ({ direction }) => direction === "api" },
  { kind: "failed", text: "异常", holds: failed },
];

export class WireLog {
  #world;
  #kind = KINDS[0];
  #words = "";
  #list = element("ol", { class: "wire-list", "aria-label": "通信记录" });
  #cleared = new WeakSet();

  constructor(world, close) {
    this.#world = world;
    this.node = element("div", { class: "wire-inside" }, this.#head(close), this.#filters(), this.#list);
    world.on("restart", () => this.#drawAll());
    world.on("wire", (record) => this.#matches(record) && this.#append(wireLine(record, world)));
  }

  #head(close) {
    return element(
      "header",
      { class: "wire-head" },
      element("h2", {}, "通信日志"),
      element("span", { class: "wire-hint" }, "已解密，点开看原文"),
      element("button", { type: "button", class: "text-button", onclick: () => this.#clear() }, "清空"),
      element(
        "button",
        { type: "button", class: "icon-button", "aria-label": "收起通信日志", onclick: close },
        icon("close"),
      ),
    );
  }

  #filters() {
    const choose = (event) => {
      this.#kind = KINDS.find(({ kind }) => kind === event.target.value);
      this.#drawAll();
    };
    const search = (event) => {
      this.#words = event.target.value.trim().toLowerCase();
      this.#drawAll();
    };
    const radio = ({ kind, text }) =>
      element(
        "label",
        {},
        element("input", {
          type: "radio",
          name: "wire-kind",
          value: kind,
          checked: kind === this.#kind.kind,
          onchange: choose,
        }),
        element("span", {}, text),
      );
    return element(
      "div",
      { class: "wire-filters" },
      element("div", { class: "segments", role: "radiogroup", "aria-label": "种类" }, KINDS.map(radio)),
      element("input", {
        type: "search",
        class: "wire-search",
        placeholder: "筛选文字",
        "aria-label": "按文字筛选",
        oninput: search,
      }),
    );
  }

  #drawAll() {
    const records = this.#world.wire.filter((record) => this.#matches(record)).slice(-SHOWN);
    this.#list.replaceChildren(
      ...(records.length ? records.map((record) => wireLine(record, this.#world)) : [nothing(this.#words)]),
    );
    this.#list.scrollTop = this.#list.scrollHeight;
  }

  #append(node) {
    const follow = this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < NEAR_THE_END;
    this.#list.querySelector(".wire-nothing")?.remove();
    this.#list.append(node);
    if (this.#list.children.length > SHOWN) this.#list.firstChild.remove();
    if (follow) this.#list.scrollTop = this.#list.scrollHeight;
  }

  #matches(record) {
    if (this.#cleared.has(record) || !this.#kind.holds(record)) return false;
    return !this.#words || textOf(record, this.#world).includes(this.#words);
  }

  #clear() {
    for (const record of this.#world.wire) this.#cleared.add(record);
    this.#drawAll();
  }
}

/** All that can be searched for. */
function textOf(record, world) {
  const { path, request, response, note, errcode, userid, text } = record;
  return [explain(record, world), path, request, response, note, errcode, userid, text].join(" ").toLowerCase();
}

function nothing(words) {
  return element(
    "li",
    { class: "wire-nothing" },
    words ? "没有符合的记录" : "还没有通信。发一条消息，看企业微信怎样通知机器人。",
  );
}
