import { json } from "./api.js";
import { el, section } from "./dom.js";
import { instant, percent } from "./format.js";
import { problemNotice } from "./problem.js";
import { statusChip } from "./status.js";

const PAGE = 20;

/** The newest analyses, with older ones on request. */
export function recentAnalyses(signal) {
  const list = el("ol", { class: "recent" });
  const trouble = el("div", {});
  const more = el("button", { type: "button", class: "quiet", hidden: true }, "Show older ones");
  const refresh = el("button", { type: "button", class: "quiet" }, "Refresh");
  let cursor = null;

  async function load(from) {
    const query = from ? `&cursor=${encodeURIComponent(from)}` : "";
    try {
      const page = await json(`/v1/analysis?size=${PAGE}${query}`, { signal });
      const items = page.analyses.map(item);
      if (from) {
        list.append(...items);
        items[0]?.querySelector("a").focus();
      } else {
        list.replaceChildren(...(items.length ? items : [el("li", { class: "hint" }, "None yet.")]));
      }
      cursor = page.next;
      more.hidden = !cursor;
      trouble.replaceChildren();
    } catch (failure) {
      if (failure.name !== "AbortError") {
        trouble.replaceChildren(problemNotice(failure));
      }
    }
  }

  more.addEventListener("click", () => load(cursor));
  refresh.addEventListener("click", () => load(null));
  load(null);
  const element = section("recent", "Recent analyses", trouble, list, more);
  element.prepend(el("div", { class: "head" }, element.firstChild, refresh));
  element.classList.add("card");
  return element;
}

function item(analysis) {
  const running = analysis.status === "RUNNING" ? ` ${percent(analysis.progress)}` : "";
  return el(
    "li",
    {},
    el("a", { href: `#/analysis/${analysis.analysis_id}` }, analysis.ticker),
    statusChip(analysis.status, running),
    el("time", { datetime: analysis.created_at }, instant(analysis.created_at)),
  );
}
