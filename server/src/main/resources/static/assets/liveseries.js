// What the feeds told of one symbol. Events may come twice; the greatest revision counts.

const MOST_MINUTES = 240;
const MOST_ALERTS = 50;

export function liveSeries() {
  const bars = new Map();
  const spreads = new Map();

  function newer(map, event) {
    const known = map.get(event.ts);
    if (known && known.revision >= event.revision) {
      return false;
    }
    map.set(event.ts, event);
    if (map.size > MOST_MINUTES) {
      map.delete([...map.keys()].sort()[0]);
    }
    return true;
  }

  return {
    bar: (event) => newer(bars, event),
    features: (event) => event.group === "QUOTES" && newer(spreads, event),
    bars: () => [...bars.values()].filter((bar) => bar.open !== null).sort((a, b) => (a.ts < b.ts ? -1 : 1)),
    spread: (ts) => spreads.get(ts)?.values?.bidask_spread ?? null,
    clear() {
      bars.clear();
      spreads.clear();
    },
  };
}

const RANK = { PROVISIONAL: 0, WITHDRAWN: 1, FINAL: 2 };

/** Alerts by their id, the newest first; what is final stays final. */
export function liveAlerts() {
  const byId = new Map();
  return {
    add(event) {
      const known = byId.get(event.alert_id);
      if (known && RANK[known.status] >= RANK[event.status]) {
        return false;
      }
      byId.set(event.alert_id, event);
      if (byId.size > MOST_ALERTS) {
        byId.delete(byId.keys().next().value);
      }
      return true;
    },
    all: () => [...byId.values()].sort((a, b) => (a.event_time < b.event_time ? 1 : -1)),
  };
}
