// The row above a customer's text box: ready-made words, scan, picture, voice, place.

import { CODES, LINES } from "./customer_samples.js";
import { openMenu } from "./menus.js";
import { element } from "./dom.js";
import { PLACES } from "./samples.js";
import { asCustomer } from "./server.js";
import { attempt } from "./toast.js";
import { tool } from "./tool.js";
import { menuTool, pictureTool } from "./tools.js";
import { sampleVoice } from "./voices.js";

const SECONDS_PER_CHARACTER = 0.25;

/** `fillIn(text)` puts text into the customer's box. */
export function phoneTools(world, customer, fillIn) {
  const { userid } = customer;
  const lines = LINES.map((text) => ({ text, choose: () => fillIn(text) }));
  const voices = LINES.map((text) => ({ text: `“${text}”`, choose: () => attempt(() => speak(userid, text)) }));
  const places = PLACES.map((place) => ({
    text: place.label,
    choose: () => attempt(() => asCustomer.sendLocation(userid, place)),
  }));
  return element(
    "div",
    { class: "tools", role: "toolbar", "aria-label": "发送其他内容" },
    tool("pen", "常用语", (event) => openMenu(event.currentTarget, "填入常用语", lines), "tool-forward"),
    scanTool(world, customer),
    pictureTool((filename, data) => asCustomer.sendImage(userid, filename, data)),
    menuTool("voice", "语音", voices, "说"),
    menuTool("pin", "位置", places),
  );
}

export function scanTool(world, { userid }) {
  return tool("scan", "扫一扫", (event) => openMenu(event.currentTarget, "扫哪个码", codes(world, userid)), "tool-scan");
}

/** The stickers first, then what the bot has made. */
function codes(world, userid) {
  return world.account.codes
    .slice(0, CODES)
    .map(({ ticket, scene, label }) => ({
      text: label ? `${label}（${scene}）` : scene,
      choose: () => attempt(() => asCustomer.scan(userid, ticket)),
    }));
}

function speak(userid, words) {
  return asCustomer.sendVoice(userid, sampleVoice(Math.ceil(words.length * SECONDS_PER_CHARACTER)), words);
}
