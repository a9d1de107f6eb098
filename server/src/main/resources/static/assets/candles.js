import { el } from "./dom.js";
import { palette } from "./palette.js";

const ECHARTS = "/_static/echarts/6.0.0/dist/echarts.esm.min.js";
const HEIGHT = 380;
const REDRAW_MS = 250;

/** Candles with their VWAP, and the spread below. Drawn anew at most a few times a second. */
export function candleChart(series, signal) {
  const canvas = el("div", { class: "candles", "aria-hidden": "true" });
  canvas.style.height = `${HEIGHT}px`;
  let render = () => {};
  let due = 0;

  draw(canvas, series, signal)
    .then((drawn) => {
      render = drawn ?? render;
      render();
    })
    .catch((failure) => {
      canvas.replaceChildren(el("p", { class: "notice bad" }, `The chart cannot be drawn: ${failure.message}`));
    });

  return {
    element: canvas,
    changed() {
      due ||= setTimeout(() => {
        due = 0;
        if (!signal.aborted) {
          render();
        }
      }, REDRAW_MS);
    },
  };
}

async function draw(canvas, series, signal) {
  const echarts = await import(ECHARTS);
  if (signal.aborted) {
    return null;
  }
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chart = echarts.init(canvas, null, { renderer: "svg" });
  const render = () => chart.setOption(options(series, palette(dark.matches)), true);
  const resized = new ResizeObserver(() => chart.resize());
  resized.observe(canvas);
  dark.addEventListener("change", render, { signal });
  signal.addEventListener("abort", () => {
    resized.disconnect();
    chart.dispose();
  });
  return render;
}

function options(series, colours) {
  const bars = series.bars();
  const label = { color: colours.faint, fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 };
  const times = bars.map((bar) => bar.ts.slice(11, 16));
  const up = colours.stops.at(-2);
  const down = colours.stops[1];
  const axis = (gridIndex, shown) => ({
    type: "category",
    gridIndex,
    data: times,
    axisLabel: { ...label, show: shown },
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colours.faint } },
  });
  const value = (gridIndex, name) => ({
    type: "value",
    gridIndex,
    scale: true,
    name,
    nameTextStyle: { ...label, align: "left" },
    axisLabel: label,
    splitNumber: gridIndex === 0 ? 5 : 2,
    splitLine: { lineStyle: { color: colours.faint, opacity: 0.2 } },
  });
  return {
    animation: false,
    aria: { enabled: false },
    axisPointer: { link: [{ xAxisIndex: "all" }] },
    tooltip: { trigger: "axis", backgroundColor: colours.surface, textStyle: { color: colours.ink } },
    grid: [
      { left: 72, right: 12, top: 28, height: 220 },
      { left: 72, right: 12, top: 286, height: 56 },
    ],
    xAxis: [axis(0, false), axis(1, true)],
    yAxis: [value(0, "price"), value(1, "spread")],
    series: [
      {
        name: "price",
        type: "candlestick",
        data: bars.map((bar) => [bar.open, bar.close, bar.low, bar.high]),
        itemStyle: { color: up, borderColor: up, color0: down, borderColor0: down },
      },
      {
        name: "VWAP",
        type: "line",
        data: bars.map((bar) => bar.vwap),
        showSymbol: false,
        connectNulls: false,
        lineStyle: { color: colours.ink, width: 1.5, type: "dashed" },
        itemStyle: { color: colours.ink },
      },
      {
        name: "spread",
        type: "line",
        xAxisIndex: 1,
        yAxisIndex: 1,
        step: "end",
        data: bars.map((bar) => series.spread(bar.ts)),
        showSymbol: false,
        lineStyle: { color: colours.faint, width: 1.5 },
        itemStyle: { color: colours.faint },
      },
    ],
  };
}
