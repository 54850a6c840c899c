// What can be made to go wrong, and what one sees then.

import { openDrawer } from "./drawer.js";
import { element } from "./dom.js";
import { killTokens, setSwitch } from "./server.js";
import { CHOICES, SENTENCES } from "./switch_words.js";
import { attempt, toast } from "./toast.js";

const OUTSIDE = /^(wechat|sms)_/;

export function openSwitches(world) {
  const list = element("ul", { class: "switches" });
  const draw = () => list.replaceChildren(...rows(world.switches), tokenRow());
  draw();
  const follow = new AbortController();
  world.addEventListener("switches", draw, { signal: follow.signal });
  const hint = element(
    "p",
    { class: "drawer-hint" },
    "真实的网络、企业微信和微信会这样出错。打开一个，看机器人扛不扛得住。",
  );
  const drawer = openDrawer("故障开关", "switch-drawer", hint, list);
  drawer.addEventListener("close", () => follow.abort());
}

export function anySwitched(world) {
  return world.switches.some(isSwitched);
}

function isSwitched({ value, default: usual }) {
  return value !== usual;
}

/** The company's first, then the customers'. */
function rows(switches) {
  const outside = switches.filter(({ name }) => OUTSIDE.test(name));
  const inside = switches.filter((each) => !outside.includes(each));
  return [...inside.map(row), element("li", { class: "switch-group" }, "公众号与短信"), ...outside.map(row)];
}

function row(each) {
  const label = element("label", { class: "switch" }, words(each.label, each.name), control(each));
  return element("li", { class: isSwitched(each) ? "switched" : "" }, label);
}

/** Not a state but a deed: the bot fetches a new token, and all is well again. */
function tokenRow() {
  const kill = async () => (await attempt(killTokens)) && toast("access_token 已全部作废");
  const button = element("button", { type: "button", class: "deed", onclick: kill }, "立即作废");
  return element("li", {}, element("div", { class: "switch" }, words("令牌提前失效 (40014 / 40001)", "kill_tokens"), button));
}

function words(label, name) {
  return element(
    "span",
    { class: "switch-words" },
    element("strong", {}, label),
    element("span", {}, SENTENCES[name] ?? ""),
  );
}

function control({ name, value, choices }) {
  const set = (wanted) => attempt(() => setSwitch(name, wanted));
  if (choices) return chooser(choices, value, set);
  if (typeof value === "boolean") return toggle(name, value, set);
  return number(name, value, set);
}

function chooser(choices, value, set) {
  const option = (choice) =>
    element("option", { value: choice, selected: choice === value }, CHOICES[choice] ?? choice);
  return element("select", { onchange: (event) => set(event.target.value) }, choices.map(option));
}

function toggle(name, value, set) {
  const change = (event) => set(event.target.checked);
  return element("input", { type: "checkbox", role: "switch", name, checked: value, onchange: change });
}

function number(name, value, set) {
  const change = (event) => set(event.target.valueAsNumber || 0);
  return element("input", {
    type: "number",
    name,
    min: "0",
    max: "600",
    step: "any",
    value: String(value),
    onchange: change,
  });
}
