import { json, pause } from "./api.js";
import { candleChart } from "./candles.js";
import { announce, el, facts, section, table } from "./dom.js";
import { count, instant, number } from "./format.js";
import { liveAlerts, liveSeries } from "./liveseries.js";
import { problemNotice } from "./problem.js";
import { follow } from "./stream.js";

const STATUS_MS = 2000;
const HISTORY_MS = 2 * 3600 * 1000;
const ROWS = 20;
const STORED = "tidemark.live";
const STATES = {
  ABSENT: ["No log", "idle"],
  STARTING: ["Starting", "busy"],
  RUNNING: ["Running", "good"],
  RESTARTING: ["Starting again", "warn"],
  STOPPED: ["Stopped", "bad"],
};
const ALERTS = {
  PROVISIONAL: ["Provisional", "warn"],
  FINAL: ["Final", "bad"],
  WITHDRAWN: ["Withdrawn", "idle"],
};

/** A symbol as it trades, alerts, and how the path behind it is. */
export function liveView(signal) {
  const heading = el("h1", { tabindex: "-1" }, "Live market");
  const element = el(
    "div",
    { class: "live" },
    el("div", { class: "intro" }, heading),
    statusSection(signal),
    chartSection(signal),
    alertSection(signal),
  );
  return { element, title: "Live", focus: heading };
}

function chip([text, tone]) {
  return el("span", { class: `chip ${tone}` }, text);
}

function milliseconds(seconds) {
  return seconds === null || seconds === undefined ? "–" : `${number(seconds * 1000, 0)} ms`;
}

function statusSection(signal) {
  const tiles = el("div", {});
  const details = el("div", { class: "columns" });
  const trouble = el("div", {});

  function show(status) {
    const lag = status.lag.reduce((sum, one) => sum + one.records, 0);
    const dead = Object.entries(status.dead_letters);
    tiles.replaceChildren(
      facts(
        [
          ["State", chip(STATES[status.state] ?? [status.state, "idle"])],
          ["Records per second", number(status.records_per_second, 0)],
          ["Lag, records", count(lag)],
          ["Latency, median", milliseconds(status.latency_seconds?.p50)],
          ["Latency, 99 %", milliseconds(status.latency_seconds?.p99)],
          ["Late", count(status.late)],
          ["Dead letters", count(dead.reduce((sum, [, records]) => sum + records, 0))],
        ],
        "tiles",
      ),
    );
    details.replaceChildren(
      el("div", {}, el("h3", {}, "Lag by partition"), lagTable(status.lag)),
      el("div", {}, el("h3", {}, "Dead letters by reason"), deadTable(dead)),
    );
  }

  async function poll() {
    for (;;) {
      try {
        show(await json("/v1/live/status", { signal }));
        trouble.replaceChildren();
      } catch (failure) {
        if (failure.name === "AbortError") {
          return;
        }
        trouble.replaceChildren(problemNotice(failure));
        if (!failure.passing) {
          return;
        }
      }
      await pause(STATUS_MS, signal);
    }
  }

  poll().catch(() => {}); // left
  const more = el("details", { class: "more" }, el("summary", {}, "Lag and dead letters"), details);
  const element = section("path", "The path", trouble, tiles, more);
  element.classList.add("card");
  return element;
}

function lagTable(lag) {
  return lag.length
    ? table(
        "Lag by partition",
        [
          { title: "Topic", header: true, cell: (one) => one.topic },
          { title: "Partition", number: true, cell: (one) => one.partition },
          { title: "Records", number: true, cell: (one) => count(one.records) },
        ],
        lag,
      )
    : el("p", { class: "hint" }, "Not known.");
}

function deadTable(dead) {
  return dead.length
    ? table(
        "Dead letters by reason",
        [
          { title: "Reason", header: true, cell: ([reason]) => reason },
          { title: "Records", number: true, cell: ([, records]) => count(records) },
        ],
        dead,
      )
    : el("p", { class: "hint" }, "None.");
}

function chartSection(signal) {
  const input = el("input", {
    id: "live-symbol",
    value: sessionStorage.getItem(STORED) ?? "",
    spellcheck: "false",
    autocomplete: "off",
    maxlength: "128",
    "aria-describedby": "live-hint",
  });
  const form = el(
    "form",
    { class: "pick", novalidate: true },
    el("div", { class: "field" }, el("label", { for: input.id }, "Symbol"), input),
    el("button", { type: "submit", class: "quiet" }, "Show"),
  );
  const hint = el("p", { class: "hint", id: "live-hint" }, "Such as BTC-USD, or BTC-USD@coinbase. Empty: the first that trades.");
  const trouble = el("div", {});
  const last = el("p", { class: "figures", id: "live-last" }, "Waiting for the first bar.");
  const rows = el("div", {});
  const more = el("details", { class: "more" }, el("summary", {}, "Bars as a table"), rows);
  const series = liveSeries();
  const chart = candleChart(series, signal);
  let shown = new AbortController();

  function refresh() {
    const bars = series.bars();
    chart.changed();
    const bar = bars.at(-1);
    if (bar) {
      last.textContent =
        `${bar.symbol} (${bar.source}), ${instant(bar.ts)}: close ${price(bar.close)},` +
        ` VWAP ${price(bar.vwap)}, spread ${price(series.spread(bar.ts))}, ${count(bar.trade_count)} trades`;
    }
    if (more.open) {
      rows.replaceChildren(barTable(series, bars.slice(-ROWS).reverse()));
    }
  }

  function listen(path, take) {
    follow(
      path,
      {
        event(name, data) {
          trouble.replaceChildren();
          if (name !== "ready" && name !== "gap" && take(data)) {
            refresh();
          }
        },
        waiting: (problem) => trouble.replaceChildren(problemNotice(problem)),
      },
      shown.signal,
    );
  }

  function show(symbol) {
    shown.abort();
    shown = new AbortController();
    series.clear();
    chart.changed();
    rows.replaceChildren();
    last.textContent = "Waiting for the first bar.";
    if (symbol) {
      sessionStorage.setItem(STORED, symbol);
    }
    const since = new Date(Date.now() - HISTORY_MS).toISOString();
    const query = `symbols=${encodeURIComponent(symbol || "*")}&since=${since}`;
    listen(`/v1/live/bars?${query}&timeframe=1m`, (bar) => {
      if (!symbol) {
        input.value = `${bar.symbol}@${bar.source}`;
        setTimeout(() => show(input.value)); // once this connection is let go
        return false;
      }
      return series.bar(bar);
    });
    if (symbol) {
      listen(`/v1/live/features?${query}`, (event) => series.features(event));
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(input.value.trim());
  });
  more.addEventListener("toggle", refresh);
  signal.addEventListener("abort", () => shown.abort());
  show(input.value.trim());
  const element = section("chart", "One-minute bars", form, hint, trouble, last, chart.element, more);
  element.classList.add("card");
  return element;
}

function price(value) {
  return value === null || value === undefined ? "–" : String(Number(value.toPrecision(9)));
}

function barTable(series, bars) {
  return table(
    "The newest bars",
    [
      { title: "Time, UTC", header: true, cell: (bar) => bar.ts.slice(11, 16) },
      { title: "Open", number: true, cell: (bar) => price(bar.open) },
      { title: "High", number: true, cell: (bar) => price(bar.high) },
      { title: "Low", number: true, cell: (bar) => price(bar.low) },
      { title: "Close", number: true, cell: (bar) => price(bar.close) },
      { title: "Volume", number: true, cell: (bar) => price(bar.volume) },
      { title: "VWAP", number: true, cell: (bar) => price(bar.vwap) },
      { title: "Spread", number: true, cell: (bar) => price(series.spread(bar.ts)) },
      { title: "Revision", number: true, cell: (bar) => count(bar.revision) },
    ],
    bars,
  );
}

function alertSection(signal) {
  const alerts = liveAlerts();
  const trouble = el("div", {});
  const list = el("div", {}, el("p", { class: "hint" }, "None yet."));
  const began = Date.now();

  follow(
    `/v1/live/alerts?symbols=*&since=${new Date(began - HISTORY_MS).toISOString()}`,
    {
      event(name, alert) {
        trouble.replaceChildren();
        if (name === "alert" && alerts.add(alert)) {
          list.replaceChildren(alertTable(alerts.all()));
          announce(`${ALERTS[alert.status][0]} alert, ${alert.symbol}`);
        }
      },
      waiting: (problem) => trouble.replaceChildren(problemNotice(problem)),
    },
    signal,
  );
  const element = section("alerts", "Large trades", trouble, list);
  element.classList.add("card");
  return element;
}

function alertTable(alerts) {
  return table(
    "Three large trades within five minutes",
    [
      { title: "Third trade, UTC", header: true, cell: (alert) => alert.event_time.slice(0, 19).replace("T", " ") },
      { title: "Symbol", cell: (alert) => alert.symbol },
      { title: "Status", cell: (alert) => chip(ALERTS[alert.status] ?? [alert.status, "idle"]) },
      { title: "Trades", cell: (alert) => alert.trade_ids.join(", ") },
    ],
    alerts,
  );
}
