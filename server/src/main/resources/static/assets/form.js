import { idempotencyKey, json, send } from "./api.js";
import { announce, el } from "./dom.js";
import { ADVANCED, ALL, END, INTERVAL, MAIN, START, TICKER, fieldAt, put, schemaOf } from "./fields.js";
import { choicesOf, fieldRow, showProblem, valueOf } from "./field.js";
import { count, sentence } from "./format.js";
import { problemNotice } from "./problem.js";

const LONGEST_YEARS = 5;

/** Everything a request can say, filled in with the defaults. */
export function analysisForm(signal) {
  const rows = new Map();
  const trouble = el("div", {});
  const stored = el("p", { class: "hint", id: "stored" });
  const used = el("p", { class: "hint" });
  const submit = el("button", { type: "submit" }, "Analyse");
  const advanced = el("details", { class: "more" }, el("summary", {}, "More settings"));
  const form = el("form", { class: "card", novalidate: true, "aria-labelledby": "form-title" });
  form.append(el("h2", { id: "form-title" }, "New analysis"), trouble);

  let years = LONGEST_YEARS;
  let attempt = { body: "", key: "" };

  function groups(list, schema) {
    return list.map((group) =>
      el(
        "fieldset",
        {},
        el("legend", {}, group.title),
        group.fields.map((field) => {
          const row = fieldRow(field, schemaOf(schema, field.pointer));
          rows.set(field.pointer, row);
          return row.element;
        }),
        group.fields.includes(TICKER) && stored,
      ),
    );
  }

  const input = (field) => rows.get(field.pointer).input;

  /** Offers what is stored of the ticker, the newest years of it first. */
  async function chooseTicker() {
    const ticker = input(TICKER).value.trim();
    stored.textContent = "";
    if (!ticker) {
      return;
    }
    try {
      const info = await json(`/v1/metadata/ticker/${encodeURIComponent(ticker)}`, { signal });
      const coverage = info.coverage.filter((c) => choicesOf(input(INTERVAL)).includes(c.interval));
      stored.textContent = coverage.length
        ? `Stored: ${coverage.map((c) => `${c.interval} ${c.first} to ${c.last}, ${count(c.bars)} bars`).join("; ")}`
        : "No bars are stored of it at these intervals.";
      const best = coverage.find((c) => c.interval === input(INTERVAL).value) ?? coverage[0];
      if (best) {
        input(INTERVAL).value = best.interval;
        fillHorizon(best);
      }
    } catch (failure) {
      if (failure.status === 404) {
        stored.textContent = "Nothing is stored of this ticker.";
      }
    }
  }

  function fillHorizon(coverage) {
    if (!input(END).dataset.touched) {
      input(END).value = coverage.last;
    }
    if (!input(START).dataset.touched) {
      const earliest = new Date(`${input(END).value}T00:00:00Z`);
      earliest.setUTCFullYear(earliest.getUTCFullYear() - years);
      earliest.setUTCDate(earliest.getUTCDate() + 1);
      const from = earliest.toISOString().slice(0, 10);
      input(START).value = from > coverage.first ? from : coverage.first;
    }
  }

  async function fill() {
    const [schemas, tickers, usage] = await Promise.all([
      json("/v1/schemas", { signal }),
      json("/v1/metadata/ticker", { signal }),
      json("/v1/usage", { signal }),
    ]);
    const schema = schemas.$defs.AnalyzeRequest;
    years = Math.min(LONGEST_YEARS, usage.horizon_years || LONGEST_YEARS);
    form.append(...groups(MAIN, schema));
    advanced.append(...groups(ADVANCED, schema));
    form.append(advanced, el("div", { class: "actions" }, submit, used));
    used.textContent =
      `${count(usage.used_today)} of ${count(usage.per_day)} today,` +
      ` ${count(usage.used_concurrent)} of ${count(usage.concurrent)} at once`;
    const list = el("datalist", { id: "tickers" }, tickers.tickers.map((t) => el("option", { value: t })));
    form.append(list);
    input(TICKER).setAttribute("list", list.id);
    input(TICKER).setAttribute("aria-describedby", stored.id);
    input(TICKER).addEventListener("change", chooseTicker);
    input(INTERVAL).addEventListener("change", chooseTicker);
    for (const field of [START, END]) {
      input(field).addEventListener("change", (event) => {
        event.target.dataset.touched = "yes";
      });
    }
    if (tickers.tickers.length === 1) {
      input(TICKER).value = tickers.tickers[0];
      await chooseTicker();
    }
  }

  function request() {
    const document = {};
    for (const field of ALL) {
      const value = valueOf(field, input(field));
      if (value !== undefined) {
        put(document, field.pointer, value);
      }
    }
    return JSON.stringify(document);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clear();
    const body = request();
    if (attempt.body !== body) {
      attempt = { body, key: idempotencyKey() };
    }
    submit.disabled = true;
    announce("Submitting");
    try {
      const response = await send("/v1/analyze?mode=async", {
        method: "POST",
        headers: { "Content-Type": "application/json", "Idempotency-Key": attempt.key },
        body,
        signal,
      });
      const analysis = await response.json();
      location.hash = `#/analysis/${analysis.analysis_id}`;
    } catch (failure) {
      if (failure.name !== "AbortError") {
        if (failure.status !== 0) {
          attempt = { body: "", key: "" }; // answered: the next attempt is another request
        }
        complain(failure);
      }
    } finally {
      submit.disabled = false;
    }
  });

  function clear() {
    trouble.replaceChildren();
    rows.forEach((row) => showProblem(row, []));
  }

  /** Every problem at its field, and a list of them that leads there. */
  function complain(failure) {
    const items = failure.errors.map((error) => {
      const field = fieldAt(error.pointer);
      const row = field && rows.get(field.pointer);
      if (!row) {
        return el("li", {}, `${error.pointer || "Request"}: ${sentence(error.detail)} ${sentence(error.hint)}`);
      }
      const same = failure.errors.filter((e) => fieldAt(e.pointer) === field);
      showProblem(row, same);
      if (advanced.contains(row.element)) {
        advanced.open = true;
      }
      const jump = el("button", { type: "button", class: "link" }, field.label);
      jump.addEventListener("click", () => row.input.focus());
      return el("li", {}, jump, `: ${sentence(error.detail)}`);
    });
    const notice = problemNotice(failure, items.length > 0 && el("ul", {}, items));
    trouble.replaceChildren(notice);
    notice.focus();
  }

  fill().catch((failure) => {
    if (failure.name !== "AbortError") {
      trouble.replaceChildren(problemNotice(failure));
    }
  });
  return form;
}
