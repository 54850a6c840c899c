// Where a person types, forwards, and sends pictures, voice, places and links.

import { element, icon } from "./dom.js";
import { openForward } from "./forward.js";
import { openMenu } from "./menus.js";
import { chosenPicture, samplePicture } from "./pictures.js";
import { say, sendImage, sendLink, sendLocation, sendVoice } from "./server.js";
import { attempt } from "./toast.js";
import { sampleVoice } from "./voices.js";

const PLACES = [
  { label: "栖霞雅苑 7 幢", latitude: 31.31982, longitude: 120.61873 },
  { label: "云栖广场 B 座", latitude: 31.29854, longitude: 120.58226 },
  { label: "澄湖假日酒店", latitude: 31.26417, longitude: 120.73509 },
];

const PAGES = [
  {
    title: "报修登记：锦澜花园 12 幢",
    description: "业主在小程序里填写的报修单",
    url: "https://example.com/repair/1204",
    picurl: "",
  },
  {
    title: "EG-520 网关使用手册",
    description: "第 7 章 故障代码与排查",
    url: "https://example.com/manual/eg-520",
    picurl: "",
  },
];

export function composer(world, person) {
  const { userid } = person;
  const input = element("textarea", {
    class: "composer-input",
    rows: "1",
    placeholder: "输入消息，Enter 发送",
    "aria-label": `以${person.name}的身份输入消息`,
    enterkeyhint: "send",
  });
  const form = element(
    "form",
    { class: "composer" },
    tools(world, person, (text) => fill(input, text)),
    element("div", { class: "composer-row" }, input, element("button", { type: "submit", class: "send" }, "发送")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(input, userid);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  return form;
}

/** The text stays in the box when it could not be sent. */
async function send(input, userid) {
  const text = input.value.trim();
  if (!text) return;
  input.value = "";
  input.focus();
  if (!(await attempt(() => say(userid, text))) && !input.value) input.value = text;
}

function fill(input, text) {
  input.value = text;
  input.focus();
}

function tools(world, person, fillIn) {
  const { userid } = person;
  return element(
    "div",
    { class: "tools", role: "toolbar", "aria-label": "发送其他内容" },
    tool("forward", "转发", () => openForward(world, person, fillIn), "tool-forward"),
    pictureTool(userid),
    tool("voice", "语音", () => attempt(() => sendVoice(userid, sampleVoice(4)))),
    choiceTool(
      "pin",
      "位置",
      PLACES,
      ({ label }) => label,
      (place) => sendLocation(userid, place),
    ),
    choiceTool(
      "link",
      "链接",
      PAGES,
      ({ title }) => title,
      (page) => sendLink(userid, page),
    ),
  );
}

function tool(symbol, label, act, style = "") {
  return element(
    "button",
    { type: "button", class: `tool ${style}`, onclick: act, title: label, "aria-label": label },
    icon(symbol),
    element("span", {}, label),
  );
}

function choiceTool(symbol, label, list, nameOf, act) {
  const button = tool(symbol, label, () =>
    openMenu(
      button,
      `发送${label}`,
      list.map((each) => ({ text: nameOf(each), choose: () => attempt(() => act(each)) })),
    ),
  );
  return button;
}

function pictureTool(userid) {
  const chooser = element("input", {
    type: "file",
    accept: "image/*",
    class: "file-chooser",
    "aria-label": "选择图片",
    tabindex: "-1",
  });
  chooser.addEventListener("change", async () => {
    const [file] = chooser.files;
    chooser.value = "";
    if (file) await sendPicture(userid, chosenPicture(file));
  });
  const button = tool("image", "图片", () =>
    openMenu(button, "发送图片", [
      { text: "示例：漏水的水管", choose: () => sendPicture(userid, samplePicture("leaking-pipe")) },
      { text: "示例：设备铭牌", choose: () => sendPicture(userid, samplePicture("nameplate")) },
      { text: "从相册选择…", choose: () => chooser.click() },
    ]),
  );
  return element("span", { class: "tool-holder" }, button, chooser);
}

function sendPicture(userid, reading) {
  return attempt(async () => {
    const { filename, data } = await reading;
    await sendImage(userid, filename, data);
  });
}
