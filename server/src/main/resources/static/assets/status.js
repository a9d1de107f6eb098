import { el } from "./dom.js";

const NAMES = {
  QUEUED: ["Queued", "idle"],
  RUNNING: ["Running", "busy"],
  SUCCEEDED: ["Finished", "good"],
  FAILED: ["Failed", "bad"],
  CANCELLED: ["Cancelled", "idle"],
};

export function statusName(status) {
  return NAMES[status]?.[0] ?? status;
}

export function statusChip(status, more = "") {
  return el("span", { class: `chip ${NAMES[status]?.[1] ?? "idle"}` }, statusName(status) + more);
}

export function finished(status) {
  return status === "SUCCEEDED" || status === "FAILED" || status === "CANCELLED";
}
