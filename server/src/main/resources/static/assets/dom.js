// Elements are made here and nowhere else. Values become text nodes or attributes, never HTML.

/**
 * An element. Properties: `on` maps events to listeners, `class` and everything else become
 * attributes; true is an attribute without a value, false and null leave it out.
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) {
        element.addEventListener(event, listener);
      }
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat()) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : String(child));
    }
  }
}

/** A section with a heading that names it. */
export function section(id, title, ...children) {
  const heading = el("h2", { id: `${id}-title` }, title);
  return el("section", { id, "aria-labelledby": heading.id }, heading, ...children);
}

/** Terms and their values. */
export function facts(pairs, kind = "facts") {
  return el(
    "dl",
    { class: kind },
    pairs.filter(Boolean).map(([term, value]) => el("div", {}, el("dt", {}, term), el("dd", {}, value))),
  );
}

/**
 * A table that scrolls by itself on narrow screens.
 *
 * Columns: `title`, `cell(row)` giving text or nodes, `number` for right-aligned figures, `header`
 * for the cell that names its row.
 */
export function table(caption, columns, rows, properties = {}) {
  const head = columns.map((c) => el("th", { scope: "col", class: c.number ? "number" : null }, c.title));
  const body = rows.map((row) =>
    el(
      "tr",
      {},
      columns.map((c) =>
        c.header
          ? el("th", { scope: "row" }, c.cell(row))
          : el("td", { class: c.number ? "number" : null }, c.cell(row)),
      ),
    ),
  );
  return el(
    "div",
    { class: "scroll", role: "region", tabindex: "0", "aria-label": caption },
    el(
      "table",
      properties,
      el("caption", { class: "unseen" }, caption),
      el("thead", {}, el("tr", {}, head)),
      el("tbody", {}, body),
    ),
  );
}

/** Says something to screen readers, without moving the focus. */
export function announce(text) {
  document.getElementById("announce").textContent = text;
}
