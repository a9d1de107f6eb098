import { UNAUTHENTICATED, key } from "./api.js";
import { analysisView } from "./analysis.js";
import { el } from "./dom.js";
import { homeView } from "./home.js";
import { keyView } from "./key.js";
import { liveView } from "./live.js";

const main = document.getElementById("main");
const nav = document.getElementById("nav");
let leave = new AbortController();

function view() {
  if (location.hash === "#/live") {
    return liveView;
  }
  const route = location.hash.match(/^#\/analysis\/([\w-]{1,64})$/);
  return route ? (signal) => analysisView(decodeURIComponent(route[1]), signal) : homeView;
}

function current(id, here) {
  const link = document.getElementById(id);
  if (here) {
    link.setAttribute("aria-current", "page");
  } else {
    link.removeAttribute("aria-current");
  }
}

/** Shows what the address names, or asks for a key first. */
function show(problem = null) {
  leave.abort();
  leave = new AbortController();
  nav.hidden = !key.get();
  const atHome = location.hash === "" || location.hash === "#/";
  current("nav-home", atHome);
  current("nav-live", location.hash === "#/live");
  const page = key.get() ? view()(leave.signal) : keyView(() => navigate(), problem);
  main.replaceChildren(page.element);
  document.title = `${page.title} · Tidemark`;
  return page;
}

function navigate() {
  const page = show();
  window.scrollTo(0, 0);
  (page.focus ?? main).focus({ preventScroll: true });
}

window.addEventListener("hashchange", () => {
  if (location.hash === "" || location.hash.startsWith("#/")) {
    navigate();
  }
});

document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address names the page, not a place in it
  main.focus();
});

document.getElementById("forget").addEventListener("click", () => {
  key.forget();
  navigate();
});

document.addEventListener(UNAUTHENTICATED, (event) => {
  if (key.get()) {
    key.forget();
    show(event.detail).focus?.focus();
  }
});

async function version() {
  const response = await fetch("/version", { credentials: "omit" });
  if (response.ok) {
    const versions = await response.json();
    document
      .getElementById("version")
      .append(el("span", {}, Object.entries(versions).map(([name, value]) => `${name} ${value}`).join(" · ")));
  }
}

show();
version().catch(() => {}); // the page does not need it
