import { analysisPath, send } from "./api.js";
import { el } from "./dom.js";

/** The narrative of the result. Its Markdown is a few block forms, made into elements here. */
export function explanation(id, signal) {
  const place = el("div", { class: "prose" }, el("p", { class: "hint" }, "Loading"));
  load(id, place, signal);
  return place;
}

async function load(id, place, signal) {
  try {
    const response = await send(analysisPath(id, "/explain"), { headers: { Accept: "text/markdown" }, signal });
    place.replaceChildren(...blocks(await response.text()));
  } catch (failure) {
    if (failure.name !== "AbortError") {
      place.replaceChildren(el("p", { class: "hint" }, `There is no narrative: ${failure.title}.`));
    }
  }
}

export function blocks(markdown) {
  const made = [];
  for (const block of markdown.split(/\n\s*\n/)) {
    const lines = block.split("\n").filter((line) => line.trim() !== "");
    if (lines.length === 0) {
      continue;
    }
    const heading = lines[0].match(/^(#{1,6})\s+(.*)$/);
    if (heading) {
      const level = heading[1].length;
      if (level > 1) { // the page has a title
        made.push(el(level === 2 ? "h3" : "h4", {}, inline(heading[2])));
      }
      lines.shift();
    }
    if (lines.length === 0) {
      continue;
    }
    if (lines.every((line) => /^[-*]\s|^\s{2,}/.test(line))) {
      made.push(el("ul", {}, items(lines).map((line) => el("li", {}, inline(line)))));
    } else if (lines.length > 1 && lines.every((line) => line.startsWith("|"))) {
      made.push(grid(lines));
    } else {
      made.push(el("p", {}, inline(lines.join(" "))));
    }
  }
  return made;
}

/** Lines of a list; an indented one continues the item before it. */
function items(lines) {
  const joined = [];
  for (const line of lines) {
    if (/^[-*]\s/.test(line) || joined.length === 0) {
      joined.push(line.replace(/^[-*]\s+/, ""));
    } else {
      joined[joined.length - 1] += ` ${line.trim()}`;
    }
  }
  return joined;
}

function grid(lines) {
  const rows = lines
    .filter((line) => !/^[|\s:-]+$/.test(line))
    .map((line) => line.replace(/^\||\|\s*$/g, "").split("|").map((text) => text.trim()));
  const [head, ...body] = rows;
  return el(
    "div",
    { class: "scroll", role: "region", tabindex: "0", "aria-label": head.join(", ") },
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, head.map((text) => el("th", { scope: "col" }, inline(text))))),
      el("tbody", {}, body.map((row) => el("tr", {}, row.map((text) => el("td", {}, inline(text)))))),
    ),
  );
}

function inline(text) {
  return text.split(/(\*\*[^*]+\*\*|`[^`]+`)/).map((part) => {
    if (part.startsWith("**") && part.length > 4) {
      return el("strong", {}, part.slice(2, -2));
    }
    return part.startsWith("`") && part.length > 2 ? el("code", {}, part.slice(1, -1)) : part;
  });
}
