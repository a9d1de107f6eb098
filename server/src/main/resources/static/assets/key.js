import { Problem, json, key } from "./api.js";
import { el } from "./dom.js";
import { problemNotice } from "./problem.js";

/** Asks for an API key and tries it. */
export function keyView(entered, problem) {
  const input = el("input", {
    id: "key",
    name: "key",
    type: "password",
    autocomplete: "off",
    spellcheck: "false",
    required: true,
    "aria-describedby": "key-hint",
  });
  const button = el("button", { type: "submit" }, "Use this key");
  const trouble = el("div", {});
  const form = el(
    "form",
    { class: "card narrow", novalidate: true },
    el("h1", {}, "Sign in with an API key"),
    trouble,
    el(
      "div",
      { class: "field" },
      el("label", { for: "key" }, "API key"),
      input,
      el("p", { class: "hint", id: "key-hint" }, "Kept in this tab until you close it; sent to this server only."),
    ),
    button,
    el("p", { class: "hint" }, "Make one with ", el("code", {}, "tidemark keys create"), "."),
  );

  function complain(reason) {
    input.setAttribute("aria-invalid", "true");
    trouble.replaceChildren(problemNotice(reason));
    input.focus();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const value = input.value.trim();
    if (!/^[\x21-\x7e]+$/.test(value)) {
      complain(new Problem(0, { title: "This is not a key", detail: "Paste the key as it was printed." }));
      return;
    }
    button.disabled = true;
    try {
      await json("/v1/usage", { headers: { Authorization: `Bearer ${value}` } });
      key.set(value);
      entered();
    } catch (failure) {
      complain(failure);
    } finally {
      button.disabled = false;
    }
  });

  if (problem) {
    trouble.append(problemNotice(problem));
  }
  return { element: form, title: "Sign in", focus: input };
}
