import { analysisPath, json, send } from "./api.js";
import { announce, el, facts } from "./dom.js";
import { count, instant } from "./format.js";
import { problemNotice } from "./problem.js";

const FILES = [
  ["result.json", "Result"],
  ["params.json", "Parameters"],
  ["manifest.json", "Manifest"],
  ["windows.csv", "Windows"],
  ["trades.csv", "Trades"],
  ["heatmap.png", "Heat map"],
  ["equity.png", "Equity curve"],
  ["cost.png", "Cost curve"],
  ["half_life.png", "Half-lives"],
  ["explain.md", "Narrative"],
];

/** What the result was made of, and how anyone makes it again. */
export function provenance(analysis, signal) {
  const from = analysis.result.provenance;
  const manifest = el("div", {});
  loadManifest(analysis.analysis_id, manifest, signal);
  return el(
    "div",
    {},
    manifest,
    facts(
      [
        ["Result hash", el("code", {}, analysis.result_hash)],
        ["Data hash", el("code", {}, from.data_hash)],
        ["Engine", from.engine_version],
        ["Calendar", from.calendar_version],
        ["Time zones", from.tzdb_version],
        ["Seed", el("code", {}, from.seed)],
        ["Bars present", `${count(from.bars_present)} of ${count(from.bars_expected)}`],
        ["Trials in this run", count(from.trials)],
      ],
      "facts wide",
    ),
  );
}

async function loadManifest(id, place, signal) {
  try {
    const manifest = await json(analysisPath(id, "/manifest"), { signal });
    place.replaceChildren(
      el("p", {}, "Computes the result again from the stored data, past every cache, and compares the bytes:"),
      command(manifest.verify),
      facts([["Data as known at", instant(manifest.as_known)]], "facts wide"),
    );
  } catch (failure) {
    if (failure.name !== "AbortError") {
      place.replaceChildren(problemNotice(failure));
    }
  }
}

function command(text) {
  const code = el("code", { id: "verify" }, text);
  const copy = el("button", { type: "button", class: "quiet" }, "Copy");
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      announce("Copied");
      copy.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(code); // without the right to write: ready for the keyboard
      announce("Selected; copy it with the keyboard");
    }
  });
  return el("div", { class: "command" }, code, copy);
}

/** The files of the result. They need the key, so a plain link would not do. */
export function downloads(id, signal) {
  const trouble = el("div", {});
  const buttons = FILES.map(([file, title]) => {
    const button = el("button", { type: "button", class: "quiet" }, `${title} `, el("span", { class: "unit" }, file));
    button.addEventListener("click", async () => {
      button.disabled = true;
      trouble.replaceChildren();
      try {
        const response = await send(analysisPath(id, `/artifacts/${file}`), { signal });
        save(await response.blob(), `${id}-${file}`);
        announce(`${file} downloaded`);
      } catch (failure) {
        if (failure.name !== "AbortError") {
          trouble.replaceChildren(problemNotice(failure));
        }
      } finally {
        button.disabled = false;
      }
    });
    return el("li", {}, button);
  });
  return el("div", {}, trouble, el("ul", { class: "files" }, buttons));
}

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
