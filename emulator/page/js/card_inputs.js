// The parts of a card that are filled in: drop-downs and check boxes, and what was chosen in them.

import { element, icon } from "./dom.js";

export function buttonSelection(block, shown) {
  return block ? dropDown(block, shown) : null;
}

export function selectLists(list, shown) {
  return (list ?? []).map((block) => dropDown(block, shown));
}

export function checkboxes(block, shown) {
  if (!block) return null;
  const kind = block.mode === 1 ? "checkbox" : "radio";
  const name = crypto.randomUUID(); // radios of two cards, or of one card in two columns, must not share a group
  const disabled = isDisabled(block, shown);
  return element(
    "fieldset",
    { class: "card-checkboxes", "data-question": block.question_key, disabled },
    block.option_list.map((option) => checkbox(option, { kind, name, checked: isChecked(option, block, shown) })),
  );
}

/** What the person has chosen, in the shape of the event: [{question_key, option_ids}]; nothing where nothing can be. */
export function chosen(card) {
  const questions = [...card.querySelectorAll("[data-question]:enabled")];
  return questions.map((node) => ({ question_key: node.dataset.question, option_ids: optionIds(node) }));
}

function optionIds(node) {
  return node.matches("select")
    ? [node.value]
    : [...node.querySelectorAll("input:checked")].map(({ value }) => value);
}

function dropDown(block, shown) {
  const selected = shown.selected?.[block.question_key]?.[0] ?? block.selected_id;
  const known = block.option_list.some(({ id }) => id === selected);
  const option = ({ id, text }, index) =>
    element("option", { value: id, selected: known ? id === selected : index === 0 }, text);
  return element(
    "label",
    { class: "card-select" },
    element("span", { class: "card-select-title" }, block.title ?? ""),
    element(
      "select",
      {
        "data-question": block.question_key,
        disabled: isDisabled(block, shown),
        "aria-label": block.title || "选择",
      },
      block.option_list.map(option),
    ),
    icon("chevron-down"),
  );
}

function checkbox(option, { kind, name, checked }) {
  return element(
    "label",
    { class: "card-checkbox" },
    element("input", { type: kind, name, value: option.id, checked, required: kind === "radio" }),
    element("span", {}, option.text),
  );
}

function isChecked(option, block, shown) {
  const selected = shown.selected?.[block.question_key];
  return selected ? selected.includes(option.id) : Boolean(option.is_checked);
}

function isDisabled(block, shown) {
  return Boolean(block.disable || shown.greyed);
}
