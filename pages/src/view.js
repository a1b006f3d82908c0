// The current view: filters and selection, kept in the URL, so that a view can be shared and returned to.
import { actors, bins, data, events, placeOf } from "./data.js";

const READABLE = 400; // pairs that the picture shows readably; weaker ones need the slider
const ASSERTED = "asserted";
const last = Math.max(0, bins.length - 1);

let least = 1; // pieces of evidence a pair needs initially
export const view = fresh();

function fresh() {
  return {
    from: 0,
    until: last,
    sure: 0,
    groups: new Set(),
    statuses: new Set([ASSERTED]),
    relation: "",
    speaker: "",
    least, // minimum pieces of evidence per pair
    colour: "kind",
    a: null, // the actor that is selected, and with b the pair
    b: null,
  };
}

function same(set, other) {
  return set.size === other.length && other.every((value) => set.has(value));
}

// Each filter: its description, whether it is active, what it accepts, and how it is removed.
export const FILTERS = [
  {
    tells: () => `time from ${bins[view.from]} to ${bins[view.until]}`,
    active: () => view.from > 0 || view.until < last,
    keeps: (event) => event.time !== null && event.time[0] <= view.until && event.time[1] >= view.from,
    undo: () => Object.assign(view, { from: 0, until: last }),
  },
  {
    tells: () => `confidence of at least ${view.sure.toFixed(2)}`,
    active: () => view.sure > 0,
    keeps: (event) => event.sure >= view.sure,
    undo: () => (view.sure = 0),
  },
  {
    tells: () => `status: ${[...view.statuses].join(", ") || "none selected"}`,
    active: () => view.statuses.size < data.statuses.length,
    keeps: (event) => view.statuses.has(event.status),
    undo: () => (view.statuses = new Set(data.statuses)),
  },
  {
    tells: () => `only ${[...view.groups].map((group) => group.toLowerCase()).join(", ")}`,
    active: () => view.groups.size > 0,
    keeps: (event) => view.groups.has(event.relation.group),
    undo: () => view.groups.clear(),
  },
  {
    tells: () => `relation: ${data.relations.find((one) => one.name === view.relation)?.label}`,
    active: () => view.relation !== "",
    keeps: (event) => event.relation.name === view.relation,
    undo: () => (view.relation = ""),
  },
  {
    tells: () => `said by ${data.voices[data.speakers.indexOf(view.speaker)]}`,
    active: () => view.speaker !== "",
    keeps: (event) => event.speaker >= 0 && data.speakers[event.speaker] === view.speaker,
    undo: () => (view.speaker = ""),
  },
];
const LEAST = {
  tells: () => `at least ${view.least} pieces of evidence per pair`,
  active: () => view.least > 1,
  undo: () => (view.least = 1),
};

// The pairs of actors that pass the filters, by key, each with its events; the filter `without` is ignored.
export function pairsOf(without = null) {
  const active = FILTERS.filter((filter) => filter !== without && filter.active());
  const found = new Map();
  for (const event of events) {
    if (!active.every((filter) => filter.keeps(event))) continue;
    const key = `${event.a} ${event.b}`;
    let pair = found.get(key);
    if (!pair) found.set(key, (pair = { key, a: event.a, b: event.b, events: [], balance: 0 }));
    pair.events.push(event);
    if (!event.denied) pair.balance += event.relation.intensity;
  }
  if (without !== LEAST) for (const [key, pair] of found) if (pair.events.length < view.least) found.delete(key);
  return found;
}

// The number of pieces of evidence of some pairs.
export function evidence(pairs) {
  return [...pairs].reduce((sum, pair) => sum + pair.events.length, 0);
}

// The filters that alone exclude something, with the number of pieces of evidence they hide; `fits` selects pairs.
export function emptied(fits = () => true) {
  const now = evidence([...pairsOf().values()].filter(fits));
  const causes = [];
  for (const filter of inForce()) {
    const more = evidence([...pairsOf(filter).values()].filter(fits)) - now;
    if (more) causes.push({ filter, more });
  }
  return causes;
}

// The number of pieces of evidence of such pairs hidden by the filters.
export function keptOut(fits) {
  return events.filter(fits).length - evidence([...pairsOf().values()].filter(fits));
}

export function inForce() {
  return [...FILTERS, LEAST].filter((filter) => filter.active());
}

export function dropAll() {
  for (const filter of [...FILTERS, LEAST]) filter.undo();
}

// --- the URL

const TEXTS = ["relation", "speaker"];

function written() {
  const found = new URLSearchParams();
  if (view.a !== null) found.set("who", actors[view.a].id);
  if (view.b !== null) found.set("whom", actors[view.b].id);
  if (view.from > 0) found.set("from", bins[view.from]);
  if (view.until < last) found.set("until", bins[view.until]);
  if (view.sure > 0) found.set("confidence", String(view.sure));
  if (view.least !== least) found.set("evidence", String(view.least));
  if (!same(view.statuses, [ASSERTED])) found.set("status", [...view.statuses].join(","));
  if (view.groups.size) found.set("group", [...view.groups].join(","));
  for (const key of TEXTS) if (view[key]) found.set(key, view[key]);
  if (view.colour !== "kind") found.set("colour", view.colour);
  return found.toString();
}

// The view given by a URL; what it does not give is as in a fresh view.
function read(text) {
  const given = new URLSearchParams(text);
  const asked = fresh();
  const among = (key, known) => (given.get(key) ?? "").split(",").filter((value) => known.includes(value));
  const numbered = (key, most) => Math.min(most, Math.max(0, Number(given.get(key)) || 0));
  asked.a = placeOf(given.get("who"));
  asked.b = asked.a === null ? null : placeOf(given.get("whom"));
  if (bins.includes(given.get("from"))) asked.from = bins.indexOf(given.get("from"));
  if (bins.includes(given.get("until"))) asked.until = Math.max(asked.from, bins.indexOf(given.get("until")));
  asked.sure = numbered("confidence", 1);
  if (given.has("evidence")) asked.least = Math.max(1, Math.round(numbered("evidence", 1e9)));
  if (given.has("status")) asked.statuses = new Set(among("status", data.statuses));
  asked.groups = new Set(among("group", data.relations.map((relation) => relation.group)));
  asked.relation = among("relation", data.relations.map((relation) => relation.name))[0] ?? "";
  asked.speaker = data.speakers.includes(given.get("speaker")) ? given.get("speaker") : "";
  if (given.get("colour") === "community") asked.colour = "community";
  return asked;
}

let depth = 0; // number of views one can go back to

// Writes the view into the URL, as a step in the history.
export function remember() {
  const text = written();
  if (text === location.hash.slice(1)) return;
  try {
    history.pushState({ depth: depth + 1 }, "", `#${text}`);
    depth += 1;
  } catch {
    depth = 0; // a frame in a notebook has no URL
  }
}

export function stepsBack() {
  return depth;
}

export function begin(changed) {
  const sizes = [...pairsOf().values()].map((pair) => pair.events.length).sort((x, y) => y - x);
  least = sizes.length > READABLE ? sizes[READABLE] + 1 : 1;
  Object.assign(view, read(location.hash.slice(1)));
  addEventListener("popstate", (event) => {
    depth = event.state?.depth ?? 0;
    Object.assign(view, read(location.hash.slice(1)));
    changed();
  });
}

export function reset() {
  Object.assign(view, fresh());
}
