// The five template cards. Which blocks each may hold is for the server to judge; here every block that is present is
// drawn, in the order in which WeCom shows them.

import {
  emphasis,
  heading,
  imageText,
  jumps,
  keyValues,
  newsImage,
  quote,
  source,
  subtitle,
  verticals,
} from "./card_blocks.js";
import { buttonSelection, checkboxes, chosen, selectLists } from "./card_inputs.js";
import { element } from "./dom.js";

/**
 * A card as its recipient sees it.
 *
 * `shown` is {content, greyed, selected}: the card's JSON, the label of the grey button that replaced its buttons, and
 * what the person had selected ({question_key: [option ids]}).
 * `press({key, selections, menu})` sends the click and settles when it has been accepted.
 */
export function templateCard(shown, press) {
  const { content } = shown;
  const node = element("article", { class: `card ${content.card_type}`, "aria-label": titleOf(content) });
  const click = (key) => whileBusy(node, () => press({ key, selections: chosen(node), menu: false }));
  const choose = (key) => whileBusy(node, () => press({ key, selections: [], menu: true }));
  node.append(...blocks(shown, click, choose).filter(Boolean));
  return node;
}

function blocks(shown, click, choose) {
  const { content } = shown;
  return [
    source(content.source, content.action_menu, choose),
    heading(content),
    newsImage(content.card_image),
    imageText(content.image_text_area),
    emphasis(content.emphasis_content),
    quote(content.quote_area),
    subtitle(content.sub_title_text),
    keyValues(content.horizontal_content_list),
    verticals(content.vertical_content_list),
    buttonSelection(content.button_selection, shown),
    checkboxes(content.checkbox, shown),
    ...selectLists(content.select_list, shown),
    jumps(content.jump_list),
    shown.greyed ? greyedButton(shown.greyed) : buttons(content, click),
  ];
}

export function titleOf(content) {
  return content.main_title?.title || content.sub_title_text || "卡片";
}

function buttons(content, click) {
  const submit = content.submit_button && { ...content.submit_button, text: content.submit_button.text || "提交" };
  const list = content.button_list ?? (submit ? [submit] : []);
  if (!list.length) return null;
  return element(
    "div",
    { class: `card-buttons of-${list.length}` },
    list.map((button) => callbackButton(button, click)),
  );
}

function callbackButton(button, click) {
  const style = button.style >= 1 && button.style <= 4 ? button.style : 1; // "不填或错填默认 1"
  const press = () => (button.type === 1 ? window.open(button.url, "_blank", "noopener") : click(button.key));
  const node = element(
    "button",
    { type: "button", class: `card-button style-${style}`, "data-key": button.key },
    button.text,
  );
  node.addEventListener("click", () => {
    node.classList.add("in-flight");
    press();
  });
  return node;
}

function greyedButton(label) {
  return element(
    "div",
    { class: "card-buttons of-1" },
    element("button", { type: "button", class: "card-button greyed", disabled: true }, label),
  );
}

/** One click at a time: everything on the card is still while one is under way. */
async function whileBusy(node, send) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  try {
    await send();
  } finally {
    node.removeAttribute("aria-busy");
    for (const pressed of node.querySelectorAll(".in-flight")) pressed.classList.remove("in-flight");
  }
}
