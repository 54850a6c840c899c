// The emulated time, and the buttons that move it: timers, reminders and escalations come due at once.

import { element, icon } from "./dom.js";
import { openMenu } from "./menus.js";
import { advance, travelToMorning } from "./server.js";
import { day, toTheSecond } from "./times.js";
import { attempt } from "./toast.js";

const JUMPS = [
  { text: "+5 分钟", go: () => advance(5) },
  { text: "+2 小时", go: () => advance(120) },
  { text: "到明天 08:00", go: travelToMorning },
];

export function travelBar(world) {
  const clock = clockButton(world);
  const bar = element("div", { class: "travel", role: "group", "aria-label": "时间旅行" }, clock);
  const travel = async (go) => {
    bar.ariaBusy = "true"; // until the bot's clock has followed
    await attempt(go);
    bar.ariaBusy = null;
  };
  const choices = JUMPS.map(({ text, go }) => ({ text, choose: () => travel(go) }));
  clock.addEventListener("click", () => openMenu(clock, "快进", choices));
  bar.append(
    ...choices.map(({ text, choose }) => element("button", { type: "button", class: "jump", onclick: choose }, text)),
  );
  return bar;
}

function clockButton(world) {
  const clock = element("button", {
    type: "button",
    class: "clock",
    "aria-label": "模拟时间，点按快进",
    "aria-haspopup": "menu",
  });
  const show = () => world.people.length && clock.replaceChildren(icon("clock"), ...face(world.now()));
  world.on("restart", show);
  world.on("clock", show);
  world.on("clock", () => clock.animate([{ backgroundColor: "var(--accent-soft)" }, {}], { duration: 900 }));
  setInterval(show, 1000);
  return clock;
}

function face(now) {
  const time = toTheSecond(now);
  return [
    element("span", { class: "clock-day" }, day(now)),
    element(
      "span",
      { class: "clock-time" },
      time.slice(0, 5),
      element("span", { class: "clock-seconds" }, time.slice(5)),
    ),
  ];
}
