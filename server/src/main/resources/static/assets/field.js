import { el } from "./dom.js";
import { choiceName } from "./fields.js";
import { number, sentence } from "./format.js";

/** A labelled input with its hint and its place for a problem. */
export function fieldRow(field, schema) {
  const hintId = `${field.id}-hint`;
  const problemId = `${field.id}-problem`;
  const input = inputOf(field, schema);
  input.id = field.id;
  input.name = field.pointer;
  const hint = hintOf(field, schema);
  const label = el("label", { for: field.id }, field.label, field.unit && el("span", { class: "unit" }, ` ${field.unit}`));
  const problem = el("p", { class: "problem", id: problemId, hidden: true });
  input.setAttribute("aria-describedby", hint ? `${hintId} ${problemId}` : problemId);
  const kind = field.kind === "flag" ? "field flag" : field.wide ? "field wide" : "field";
  const parts = field.kind === "flag" ? [el("div", { class: "check" }, input, label)] : [label, input];
  const element = el(
    "div",
    { class: kind },
    ...parts,
    hint && el("p", { class: "hint", id: hintId }, hint),
    problem,
  );
  return { element, input, problem };
}

function inputOf(field, schema) {
  const fallback = schema?.default ?? "";
  switch (field.kind) {
    case "choice":
      return el(
        "select",
        {},
        (schema?.enum ?? []).map((value) => el("option", { value, selected: value === fallback }, choiceName(value))),
      );
    case "flag":
      return el("input", { type: "checkbox", checked: fallback === true });
    case "date":
      return el("input", { type: "date", required: field.required });
    case "ticker":
      return el("input", { type: "text", required: true, autocomplete: "off", autocapitalize: "characters", spellcheck: "false" });
    case "text":
      return el("input", { type: "text", autocomplete: "off", value: fallback });
    default:
      return el("input", {
        type: "text",
        inputmode: schema?.type === "integer" ? "numeric" : "decimal",
        autocomplete: "off",
        value: fallback,
        class: "figure",
      });
  }
}

/** The bounds of a number, from the schema. */
function hintOf(field, schema) {
  const least = schema?.minimum ?? schema?.exclusiveMinimum;
  if (least === undefined || schema.maximum === undefined || field.kind) {
    return field.empty ?? "";
  }
  const digits = (value) => number(value, Number.isInteger(value) ? 0 : 1);
  const bounds =
    schema.exclusiveMinimum === undefined
      ? `${digits(least)} to ${digits(schema.maximum)}`
      : `above ${digits(least)}, up to ${digits(schema.maximum)}`;
  return field.empty ? `${bounds}; ${field.empty}` : bounds;
}

/**
 * What is sent, or undefined for nothing. Text that is no number is sent as it is: the server
 * says what is wrong with it.
 */
export function valueOf(field, input) {
  if (field.kind === "flag") {
    return input.checked;
  }
  const text = input.value.trim();
  if (text === "") {
    return undefined;
  }
  return field.kind || !/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? text : Number(text);
}

export function choicesOf(select) {
  return Array.from(select.options, (option) => option.value);
}

/** Shows the problems of a field, or takes them away. */
export function showProblem(row, errors) {
  row.problem.hidden = errors.length === 0;
  row.problem.textContent = errors.map((e) => `${sentence(e.detail)} ${sentence(e.hint)}`).join(" ");
  if (errors.length > 0) {
    row.input.setAttribute("aria-invalid", "true");
  } else {
    row.input.removeAttribute("aria-invalid");
  }
}
