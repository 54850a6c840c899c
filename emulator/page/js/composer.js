// Where a person types. Enter sends, Shift and Enter begin a new line.

import { element } from "./dom.js";
import { attempt } from "./toast.js";

/** `say(text)` sends it; `toolsFor(fillIn)` gives the row above, whose buttons can put text into the box. */
export function composer(person, say, toolsFor) {
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
    toolsFor((text) => fill(input, text)),
    element("div", { class: "composer-row" }, input, element("button", { type: "submit", class: "send" }, "发送")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(input, say);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  return form;
}

/** The text comes back into the box when it could not be sent. */
async function send(input, say) {
  const text = input.value.trim();
  if (!text) return;
  fill(input, "");
  if (!(await attempt(() => say(text))) && !input.value) input.value = text;
}

function fill(input, text) {
  input.value = text;
  input.focus();
}
