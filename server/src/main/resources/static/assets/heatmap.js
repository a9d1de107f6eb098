import { cellFacts, cellName, cellSpoken, cellStatus, cellTone, decidingQ } from "./cells.js";
import { announce, el, facts, table } from "./dom.js";
import { count, day, interval, probability, signed, windowName } from "./format.js";
import { colourOf, inkOn, muted, palette } from "./palette.js";

const ECHARTS = "/_static/echarts/6.0.0/dist/echarts.esm.min.js";
const ROW = 52;
const LEFT = 56;
const TOP = 4;
const BOTTOM = 46;
const LONE_DAY = "";

/**
 * Days by windows. The chart draws the colours; over each cell lies an element that takes the
 * focus and the pointer, so that everything can be reached by keyboard and screen reader.
 */
export function heatMap(result, signal) {
  const grid = layout(result);
  const card = el("div", { class: "cell-card" });
  const canvas = el("div", { class: "heat-canvas", "aria-hidden": "true" });
  const overlay = el("div", {
    class: "heat-grid",
    role: "grid",
    "aria-label": "Mean net basis points per trade by day and window. Arrow keys move.",
  });
  const plot = el("div", { class: "heat-plot" }, canvas, overlay);
  plot.style.height = `${TOP + ROW * grid.days.length + BOTTOM}px`;
  const legend = el("div", { class: "legend" });
  const elements = overlayCells(grid, result, overlay, card);
  draw(grid, result, { plot, canvas, legend, elements }, signal).catch((failure) => {
    plot.replaceChildren(el("p", { class: "notice bad" }, `The chart cannot be drawn: ${failure.message}`));
  });
  return el("div", { class: "heat" }, el("div", { class: "heat-main" }, plot, legend), card, twin(result));
}

function layout(result) {
  const days = [...new Set(result.cells.map((cell) => cell.dow ?? LONE_DAY))];
  const windows = [...new Set(result.cells.map((cell) => cell.window))];
  const at = new Map(result.cells.map((cell) => [`${cell.dow ?? LONE_DAY} ${cell.window}`, cell]));
  const rows = days.map((dow) => windows.map((window) => at.get(`${dow} ${window}`)));
  const tested = result.cells.filter((cell) => cell.status !== "INSUFFICIENT");
  const most = Math.max(1, ...tested.map((cell) => Math.abs(cell.mean_net_bp ?? 0)));
  return { days, windows, rows, most, zone: result.session_zone };
}

/** Focusable cells; one of them is in the tab order, the arrow keys move between them. */
function overlayCells(grid, result, overlay, card) {
  const elements = grid.rows.map((row) => row.map(() => null));
  const best = result.windows_ranked[0]?.cell ?? grid.rows[0][0].cell;
  let current = null;

  function show(cell) {
    card.replaceChildren(
      el("h3", {}, windowName(cell)),
      el("p", {}, el("span", { class: `chip ${cellTone(cell)}` }, cellStatus(cell))),
      facts(cellFacts(cell, result.family), "facts tight"),
    );
  }

  function select(element, cell) {
    current?.element.setAttribute("tabindex", "-1");
    element.setAttribute("tabindex", "0");
    current = { element, cell };
    show(cell);
  }

  grid.rows.forEach((row, y) => {
    const line = el("div", { role: "row" });
    row.forEach((cell, x) => {
      const element = el("div", { role: "gridcell", tabindex: "-1", "aria-label": cellName(cell), "data-cell": cell.cell });
      element.addEventListener("focus", () => {
        select(element, cell);
        announce(cellSpoken(cell, result.family));
      });
      element.addEventListener("pointerenter", () => show(cell));
      element.addEventListener("pointerleave", () => show(current.cell));
      element.addEventListener("keydown", (event) => {
        const to = target(event, x, y, row.length, grid.rows.length);
        if (to) {
          event.preventDefault();
          elements[to.y][to.x].focus();
        }
      });
      elements[y][x] = element;
      line.append(element);
      if (cell.cell === best) {
        select(element, cell);
      }
    });
    overlay.append(line);
  });
  return elements;
}

function target(event, x, y, columns, rows) {
  const last = columns - 1;
  switch (event.key) {
    case "ArrowRight":
      return { x: Math.min(x + 1, last), y };
    case "ArrowLeft":
      return { x: Math.max(x - 1, 0), y };
    case "ArrowDown":
      return { x, y: Math.min(y + 1, rows - 1) };
    case "ArrowUp":
      return { x, y: Math.max(y - 1, 0) };
    case "Home":
      return { x: 0, y: event.ctrlKey ? 0 : y };
    case "End":
      return { x: last, y: event.ctrlKey ? rows - 1 : y };
    default:
      return null;
  }
}

async function draw(grid, result, parts, signal) {
  const echarts = await import(ECHARTS);
  if (signal.aborted) {
    return;
  }
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chart = echarts.init(parts.canvas, null, { renderer: "svg" });
  const render = () => {
    const colours = palette(dark.matches);
    chart.setOption(options(grid, colours, parts.plot.clientWidth), true);
    legendOf(parts.legend, grid.most, colours);
    place(chart, grid, parts.elements);
  };
  const resized = new ResizeObserver(() => {
    chart.resize();
    render();
  });
  resized.observe(parts.plot);
  dark.addEventListener("change", render, { signal });
  signal.addEventListener("abort", () => {
    resized.disconnect();
    chart.dispose();
  });
}

function options(grid, colours, width) {
  const font = getComputedStyle(document.body).fontFamily;
  const narrow = (width - LEFT) / grid.windows.length < 44;
  const label = { color: colours.faint, fontFamily: font, fontSize: 12 };
  const data = grid.rows.flatMap((row, y) => row.map((cell, x) => [x, y, cell.cell]));
  return {
    animation: false,
    aria: { enabled: false },
    grid: { left: LEFT, right: 2, top: TOP, bottom: BOTTOM, outerBoundsMode: "none" },
    xAxis: {
      type: "category",
      data: grid.windows.map((w) => w.split("-")[0]),
      name: narrow ? grid.zone : `start of the window, ${grid.zone}`,
      nameLocation: "middle",
      nameGap: 26,
      nameTextStyle: label,
      axisLabel: { ...label, interval: narrow ? "auto" : 0 },
      axisLine: { show: false },
      axisTick: { show: false },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: grid.days.map((dow) => (dow === LONE_DAY ? "All" : day(dow))),
      axisLabel: label,
      axisLine: { show: false },
      axisTick: { show: false },
    },
    series: [
      {
        type: "custom",
        data,
        silent: true,
        renderItem: (params, api) => shape(grid.rows[api.value(1)][api.value(0)], api, grid.most, colours, font),
      },
    ],
  };
}

function shape(cell, api, most, colours, font) {
  const [x, y] = api.coord([api.value(0), api.value(1)]);
  const [w, h] = api.size([1, 1]);
  const box = { x: x - w / 2 + 1.5, y: y - h / 2 + 1.5, width: w - 3, height: h - 3, r: 3 };
  if (cell.status === "INSUFFICIENT") {
    return { type: "group", children: [frame(box, colours), ...hatch(box, colours)] };
  }
  const full = colourOf((cell.mean_net_bp ?? 0) / most, colours);
  const passes = cell.status === "PASS";
  const fill = passes ? full : muted(full, colours);
  const outline = passes
    ? { type: "rect", shape: inset(box, 1.5), style: { fill: "none", stroke: colours.ink, lineWidth: 3 } }
    : null;
  const text = (passes && w > 58 ? "✓ " : "") + signed(cell.mean_net_bp, w > 44 ? 1 : 0);
  const ink = passes ? inkOn(fill) : colours.ink;
  return {
    type: "group",
    children: [
      { type: "rect", shape: box, style: { fill } },
      outline,
      {
        type: "text",
        style: {
          text,
          x,
          y,
          fill: ink,
          align: "center",
          verticalAlign: "middle",
          font: `${passes ? 650 : 400} ${w > 44 ? 13 : 11}px ${font}`,
        },
      },
    ].filter(Boolean),
  };
}

function inset(box, by) {
  return { x: box.x + by, y: box.y + by, width: box.width - 2 * by, height: box.height - 2 * by, r: 2 };
}

function frame(box, colours) {
  return { type: "rect", shape: inset(box, 0.5), style: { fill: "none", stroke: colours.faint, lineWidth: 1, opacity: 0.35 } };
}

/** Diagonals: no colour, no value. */
function hatch(box, colours) {
  const lines = [];
  for (let c = 9; c < box.width + box.height; c += 9) {
    lines.push({
      type: "line",
      shape: {
        x1: box.x + Math.max(0, c - box.height),
        y1: box.y + Math.min(c, box.height),
        x2: box.x + Math.min(c, box.width),
        y2: box.y + Math.max(0, c - box.width),
      },
      style: { stroke: colours.faint, lineWidth: 1, opacity: 0.35 },
    });
  }
  return lines;
}

/** Lays the focusable cells over the drawn ones. */
function place(chart, grid, elements) {
  const width = (chart.getWidth() - LEFT - 2) / grid.windows.length;
  elements.forEach((row, y) =>
    row.forEach((element, x) => {
      const [centre, middle] = chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [x, y]);
      element.style.left = `${centre - width / 2}px`;
      element.style.top = `${middle - ROW / 2}px`;
      element.style.width = `${width}px`;
      element.style.height = `${ROW}px`;
    }),
  );
}

function legendOf(legend, most, colours) {
  const ramp = el("span", { class: "ramp" });
  ramp.style.background = `linear-gradient(to right, ${colours.stops.join(", ")})`;
  const pass = el("span", { class: "swatch pass" });
  pass.style.background = colourOf(0.8, colours);
  const fail = el("span", { class: "swatch" });
  fail.style.background = muted(colourOf(0.8, colours), colours);
  legend.replaceChildren(
    el("span", {}, el("span", { class: "figures" }, signed(-most)), ramp, el("span", { class: "figures" }, signed(most)), " bp net per trade"),
    el("span", {}, pass, "passes"),
    el("span", {}, fail, "does not pass"),
    el("span", {}, el("span", { class: "swatch none" }), "too little data"),
  );
}

function twin(result) {
  const columns = [
    { title: "Window", header: true, cell: windowName },
    { title: "Result", cell: cellStatus },
    { title: "Trades", number: true, cell: (c) => count(c.n_trades) },
    { title: "Net bp per trade", number: true, cell: (c) => signed(c.mean_net_bp) },
    { title: "Net bp per session", number: true, cell: (c) => signed(c.mean_net_session_bp) },
    { title: "90 % interval", number: true, cell: (c) => interval(c.ci90) },
    { title: "p", number: true, cell: (c) => probability(c.p) },
    { title: `q (${result.family.method})`, number: true, cell: (c) => probability(decidingQ(c, result.family)) },
  ];
  return el(
    "details",
    { class: "more", id: "twin" },
    el("summary", {}, "Heat map as a table"),
    table("All windows of the heat map", columns, result.cells),
  );
}
