// Puts the page together.

import { Columns } from "./columns.js";
import { element, icon } from "./dom.js";
import { Guide } from "./guide.js";
import { follow } from "./stream.js";
import { anySwitched, openSwitches } from "./switches.js";
import { travelBar } from "./travel.js";
import { WireLog } from "./wirelog.js";
import { World } from "./world.js";

const WIRE = "wire";
const WIDE = matchMedia("(min-width: 1180px)");
const ROOM_FOR_ALL = matchMedia("(min-width: 1380px)"); // three people and the log

const world = new World();
const columns = new Columns(world);
const guide = new Guide(world, document.querySelector("#guide"));
const wireLog = new WireLog(world, () => turnWire("shut"));
const title = element("strong", { class: "brand-name" }, "企业微信沙盒");
const connection = document.querySelector("#connection");

document.querySelector("#top").append(
  element("div", { class: "brand" }, element("img", { src: "page/img/app.svg", alt: "" }), title),
  travelBar(world),
  element(
    "div",
    { class: "top-buttons" },
    topButton("wire", "通信日志", () => turnWire(document.body.dataset.wire === "open" ? "shut" : "open"), "wire-toggle"),
    topButton("switches", "故障开关", () => openSwitches(world), "switches-toggle"),
    topButton("help", "三步上手", () => guide.open()),
  ),
  columns.tabs,
);
document.querySelector("#wire").append(wireLog.node);
document.querySelector("#stage").prepend(columns.node);

world.on("restart", nameThePage);
for (const what of ["restart", "switches"])
  world.on(what, () => document.body.classList.toggle("switched", anySwitched(world)));
showWire(WIDE.matches ? (localStorage.getItem(WIRE) ?? (ROOM_FOR_ALL.matches ? "open" : "shut")) : "shut");
document.addEventListener("keydown", (event) => event.key === "Escape" && !WIDE.matches && showWire("shut"));
follow(world, (connected) => connection.toggleAttribute("hidden", connected));

function topButton(symbol, label, act, style = "") {
  return element(
    "button",
    { type: "button", class: `icon-button ${style}`, title: label, "aria-label": label, onclick: act },
    icon(symbol),
  );
}

function nameThePage() {
  title.textContent = world.app.name;
  document.title = `${world.app.name} · 企业微信沙盒`;
}

/** A wide window remembers whether somebody opened or shut the log; elsewhere it covers the chats and begins shut. */
function turnWire(state) {
  showWire(state);
  if (WIDE.matches) localStorage.setItem(WIRE, state);
}

function showWire(state) {
  document.body.dataset.wire = state;
  document.querySelector("#wire").inert = state === "shut";
}
