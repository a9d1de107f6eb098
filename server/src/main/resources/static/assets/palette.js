// Orange to blue, told apart with every common colour vision; the middle is close to the page.

const LIGHT = {
  surface: "#ffffff",
  ink: "#1b1f24",
  faint: "#59626d",
  stops: ["#a34a00", "#e08a2e", "#f8d3a2", "#efefec", "#bcd9ee", "#4f97cb", "#15589a"],
};

const DARK = {
  surface: "#1a1f25",
  ink: "#e9ecef",
  faint: "#a4aeb9",
  stops: ["#ffb04d", "#c0741a", "#6b4517", "#2f353c", "#234a6e", "#2f7dbd", "#86c1f5"],
};

/** Share of its colour that a cell without significance keeps. */
const MUTED = 0.34;

export function palette(dark) {
  return dark ? DARK : LIGHT;
}

/** The colour of a value between -1 and 1. */
export function colourOf(share, colours) {
  const at = ((Math.max(-1, Math.min(1, share)) + 1) / 2) * (colours.stops.length - 1);
  const from = Math.min(Math.floor(at), colours.stops.length - 2);
  return mix(colours.stops[from], colours.stops[from + 1], at - from);
}

export function muted(colour, colours) {
  return mix(colours.surface, colour, MUTED);
}

/** Black or white, whichever can be read better on a colour. */
export function inkOn(colour) {
  const luminance = luminanceOf(colour);
  return 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 ? "#ffffff" : "#000000";
}

function mix(a, b, share) {
  const parts = channels(a).map((value, i) => Math.round(value + (channels(b)[i] - value) * share));
  return `#${parts.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function channels(colour) {
  return [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
}

function luminanceOf(colour) {
  const [r, g, b] = channels(colour).map((value) => {
    const c = value / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
