// The row of buttons above the text box: forward a sample, send a picture, voice, a place, a link.

import { contactTool } from "./contacts.js";
import { element } from "./dom.js";
import { openForward } from "./forward.js";
import { openMenu } from "./menus.js";
import { chosenPicture, samplePicture } from "./pictures.js";
import { PAGES, PLACES } from "./samples.js";
import { sendImage, sendLink, sendLocation, sendVoice } from "./server.js";
import { attempt } from "./toast.js";
import { tool } from "./tool.js";
import { sampleVoice } from "./voices.js";

const VOICE_LASTS = 4; // seconds

/** `fillIn(text)` puts text into the person's box. */
export function tools(world, person, fillIn) {
  const { userid } = person;
  const places = PLACES.map((place) => ({
    text: place.label,
    choose: () => attempt(() => sendLocation(userid, place)),
  }));
  const pages = PAGES.map((page) => ({ text: page.title, choose: () => attempt(() => sendLink(userid, page)) }));
  return element(
    "div",
    { class: "tools", role: "toolbar", "aria-label": "发送其他内容" },
    tool("forward", "转发", () => openForward(world, person, fillIn), "tool-forward"),
    pictureTool((filename, data) => sendImage(userid, filename, data)),
    tool("voice", "语音", () => attempt(() => sendVoice(userid, sampleVoice(VOICE_LASTS)))),
    menuTool("pin", "位置", places),
    menuTool("link", "链接", pages),
    contactTool(world, person),
  );
}

export function menuTool(symbol, label, choices, deed = "发送") {
  return tool(symbol, label, (event) => openMenu(event.currentTarget, `${deed}${label}`, choices));
}

/** `send(filename, data)`: base64. */
export function pictureTool(send) {
  const chooser = fileChooser((file) => sendPicture(send, chosenPicture(file)));
  const button = menuTool("image", "图片", [
    { text: "示例：漏水的水管", choose: () => sendPicture(send, samplePicture("leaking-pipe")) },
    { text: "示例：设备铭牌", choose: () => sendPicture(send, samplePicture("nameplate")) },
    { text: "从相册选择…", choose: () => chooser.click() },
  ]);
  return element("span", {}, button, chooser);
}

function fileChooser(take) {
  const attributes = {
    type: "file",
    accept: "image/*",
    class: "file-chooser",
    "aria-label": "选择图片",
    tabindex: "-1",
  };
  const chooser = element("input", attributes);
  chooser.addEventListener("change", () => {
    const [file] = chooser.files;
    if (file) take(file);
    chooser.value = ""; // so that the same picture can be chosen again
  });
  return chooser;
}

function sendPicture(send, reading) {
  return attempt(async () => {
    const { filename, data } = await reading;
    await send(filename, data);
  });
}
