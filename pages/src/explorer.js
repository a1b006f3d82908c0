// The explorer: draws the network of a graph, filters it, and leads from every edge to its sentences.
// All data is in the element #data as JSON (see graphkit/pages); text reaches the page as text nodes only.
import { EdgeCurvedArrowProgram } from "@sigma/edge-curve";
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import Sigma from "sigma";
import { EdgeArrowProgram } from "sigma/rendering";
import { whom } from "./names.js";

const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const dark = matchMedia("(prefers-color-scheme: dark)").matches;
const KINDS = { State: "#4a7fb5", Person: "#c08a3e", Organisation: "#5f9a52", ArmedGroup: "#a8524f", Bloc: "#8069b0", Territory: "#4d9a9a" };
const PALETTE = ["#4a7fb5", "#c08a3e", "#5f9a52", "#a8524f", "#8069b0", "#4d9a9a", "#b0679c", "#8a8a3c", "#6b7a90", "#9a6b4d"];
const CONFLICT = dark ? "#de7763" : "#b8442f";
const COOPERATION = dark ? "#74b483" : "#2f7d46";
const NEITHER = dark ? "#777777" : "#a5a5a5";
const FADED = dark ? "#2b2e33" : "#e9e9e9";
const ROUNDS = 240; // of the layout
const EACH = 6; // of them at a time
const SLICE = 120; // milliseconds between two frames of the layout
const SHOWN = 60; // rows of a list in the side
const READABLE = 400; // pairs that a picture can hold; weaker ones wait for the slider

// An event is a row: from, to, relation, status, denied, speaker, date, month, confidence, quote, document.
const events = data.events.map(([a, b, relation, status, denied, speaker, date, month, sure, quote, source]) => ({
  a, b, sure, date, month, denied: denied === 1,
  relation: data.relations[relation],
  status: data.statuses[status],
  speaker: speaker < 0 ? null : data.speakers[speaker],
  quote: data.quotes[quote],
  source: data.documents[source],
}));

const view = {
  from: 0,
  until: data.months.length - 1,
  sure: 0,
  groups: new Set(),
  statuses: new Set(data.statuses.filter((status) => status === "asserted")),
  relation: "",
  speaker: "",
  least: 1, // pieces of evidence that a pair needs
  colour: "kind",
  selected: null, // null, {node} or {a, b}
  hovered: null,
};

// --- what the filters leave

function kept(event) {
  if (event.month >= 0 && (event.month < view.from || event.month > view.until)) return false;
  if (event.month < 0 && (view.from > 0 || view.until < data.months.length - 1)) return false;
  if (event.sure < view.sure || !view.statuses.has(event.status)) return false;
  if (view.groups.size && !view.groups.has(event.relation.group)) return false;
  if (view.relation && event.relation.name !== view.relation) return false;
  return !view.speaker || event.speaker === view.speaker;
}

function pairsOf(kept) {
  const found = new Map();
  for (const event of kept) {
    const key = `${event.a} ${event.b}`;
    let pair = found.get(key);
    if (!pair) found.set(key, (pair = { key, a: event.a, b: event.b, events: [], balance: 0 }));
    pair.events.push(event);
    if (!event.denied) pair.balance += event.relation.intensity;
  }
  for (const [key, pair] of found) if (pair.events.length < view.least) found.delete(key);
  return found;
}

function readable() {
  const sizes = [...pairsOf(events.filter(kept)).values()].map((pair) => pair.events.length).sort((x, y) => y - x);
  return sizes.length > READABLE ? sizes[READABLE] + 1 : 1;
}

function tone(pair) {
  const mean = pair.balance / pair.events.length;
  return mean < -0.3 ? CONFLICT : mean > 0.3 ? COOPERATION : NEITHER;
}

// --- the picture

const graph = new Graph({ type: "directed", multi: false });
let pairs = new Map();

function colourOf(actor) {
  if (view.colour === "kind") return KINDS[actor.kind] || NEITHER;
  return actor.community < 0 ? NEITHER : PALETTE[actor.community % PALETTE.length];
}

function near(node) {
  const { selected, hovered } = view;
  if (hovered !== null) return node === hovered || graph.areNeighbors(node, hovered);
  if (!selected) return true;
  if (selected.node !== undefined) return node === selected.node || graph.areNeighbors(node, selected.node);
  return node === String(selected.a) || node === String(selected.b);
}

function lit(edge) {
  const { selected, hovered } = view;
  const [one, other] = graph.extremities(edge);
  if (hovered !== null) return one === hovered || other === hovered;
  if (!selected) return true;
  if (selected.node !== undefined) return one === selected.node || other === selected.node;
  return edge === `${selected.a} ${selected.b}`;
}

const reducers = {
  nodeReducer: (node, attributes) => (near(node) ? attributes : { ...attributes, color: FADED, label: "", zIndex: -1 }),
  edgeReducer: (edge, attributes) => (lit(edge) ? attributes : { ...attributes, hidden: true }),
};

function draw() {
  const left = events.filter(kept);
  pairs = pairsOf(left);
  graph.clearEdges();
  const strength = new Array(data.actors.length).fill(0);
  const largest = Math.max(1, ...[...pairs.values()].map((pair) => pair.events.length));
  for (const pair of pairs.values()) {
    const both = pairs.has(`${pair.b} ${pair.a}`);
    graph.addEdgeWithKey(pair.key, String(pair.a), String(pair.b), {
      size: 0.5 + 5.5 * Math.sqrt(pair.events.length / largest),
      color: tone(pair),
      type: both ? "curved" : "arrow",
      weight: Math.sqrt(pair.events.length),
    });
    for (const end of [pair.a, pair.b]) strength[end] += pair.events.length;
  }
  const most = Math.max(1, ...strength);
  graph.forEachNode((node) => {
    const own = strength[Number(node)];
    graph.mergeNodeAttributes(node, { size: 3 + 17 * Math.sqrt(own / most), hidden: own === 0, color: colourOf(data.actors[node]) });
  });
  const alone = strength.filter((own) => own > 0).length;
  const pieces = [...pairs.values()].reduce((sum, pair) => sum + pair.events.length, 0);
  $("count").textContent = `${number(alone, "actor")}, ${number(pairs.size, "directed pair")}, ${number(pieces, "piece")} of evidence`;
  show(view.selected);
}

function number(n, noun) {
  return `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
}

function settle() {
  // the layout runs in slices, so that the page answers meanwhile; the same data gives the same picture
  const settings = { ...forceAtlas2.inferSettings(graph), gravity: 1, scalingRatio: 10, barnesHutOptimize: graph.order > 400 };
  let done = 0;
  const step = () => {
    const began = performance.now();
    while (done < ROUNDS && performance.now() - began < SLICE) {
      forceAtlas2.assign(graph, { iterations: EACH, settings, getEdgeWeight: "weight" });
      done += EACH;
    }
    if (done < ROUNDS) requestAnimationFrame(step);
    else document.documentElement.dataset.ready = "true";
  };
  if (graph.order > 1) step();
  else document.documentElement.dataset.ready = "true";
}

// --- the side: an actor, a pair, or the strongest pairs

function el(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function nameOf(end) {
  return data.actors[end].name;
}

function listOf(rows) {
  const list = el("ul", undefined, "pairs");
  for (const pair of rows.slice(0, SHOWN)) {
    const button = el("button");
    button.append(el("span", `${nameOf(pair.a)} → ${nameOf(pair.b)}`), el("b", String(pair.events.length)));
    button.style.borderLeftColor = tone(pair);
    button.onclick = () => select({ a: pair.a, b: pair.b });
    const item = el("li");
    item.append(button);
    list.append(item);
  }
  return list;
}

function strongest(rows) {
  return [...rows].sort((x, y) => y.events.length - x.events.length || x.key.localeCompare(y.key));
}

function show(selected) {
  const side = $("side");
  if (!selected) {
    side.replaceChildren(el("h2", "Strongest pairs"), el("p", "Choose a pair for its sentences, an actor for its dealings.", "hint"), listOf(strongest(pairs.values())));
    return;
  }
  if (selected.node !== undefined) {
    const end = Number(selected.node);
    const actor = data.actors[end];
    const own = strongest([...pairs.values()].filter((pair) => pair.a === end || pair.b === end));
    const about = el("p", [actor.kind, actor.code].join(" · "), "hint");
    if (/^Q\d+$/.test(actor.wikidata || "")) {
      const link = el("a", actor.wikidata);
      link.href = `https://www.wikidata.org/wiki/${actor.wikidata}`;
      link.rel = "noreferrer";
      about.append(" · ", link);
    }
    side.replaceChildren(el("h2", actor.name), about);
    for (const [title, rows] of [["Does", own.filter((pair) => pair.a === end)], ["Is done to it", own.filter((pair) => pair.b === end)]]) {
      if (rows.length) side.append(el("h3", title), listOf(rows));
    }
    if (!own.length) side.append(el("p", "Nothing that the filters leave.", "hint"));
    return;
  }
  const back = pairs.get(`${selected.b} ${selected.a}`);
  const pair = pairs.get(`${selected.a} ${selected.b}`);
  side.replaceChildren(el("h2", `${nameOf(selected.a)} → ${nameOf(selected.b)}`));
  if (back) side.append(listOf([back]));
  const dated = [...(pair ? pair.events : [])].sort((x, y) => (y.date || "").localeCompare(x.date || ""));
  for (const event of dated.slice(0, 200)) {
    const card = el("article");
    const how = [event.date, event.status, event.denied && "denied", event.speaker && `says ${event.speaker}`, `confidence ${event.sure.toFixed(2)}`];
    const quote = el("blockquote", event.quote);
    quote.dir = "auto";
    card.append(el("h3", event.relation.label), el("p", how.filter(Boolean).join(" · "), "hint"), quote, el("p", event.source, "source"));
    side.append(card);
  }
  if (!pair) side.append(el("p", "Nothing that the filters leave.", "hint"));
}

function select(selected) {
  view.selected = selected;
  show(selected);
  picture.refresh({ skipIndexation: true });
  $("side").scrollTop = 0;
}

// --- the controls

function boxes(container, values, chosen, changed, label) {
  for (const value of values) {
    const line = el("label");
    const box = el("input");
    box.type = "checkbox";
    box.checked = chosen(value);
    box.onchange = () => {
      changed(value, box.checked);
      draw();
    };
    line.append(box, el("span", label(value)));
    container.append(line);
  }
}

function options(select, values, all, changed) {
  for (const value of ["", ...values]) {
    const option = el("option", value || all);
    option.value = value;
    select.append(option);
  }
  select.onchange = () => {
    changed(select.value);
    draw();
  };
}

function flip(set) {
  return (value, on) => (on ? set.add(value) : set.delete(value));
}

function sliders() {
  const last = data.months.length - 1;
  const say = () => ($("span").textContent = last < 0 ? "undated" : `${data.months[view.from]} to ${data.months[view.until]}`);
  for (const key of ["from", "until"]) {
    const slider = $(key);
    slider.max = String(Math.max(0, last));
    slider.value = String(view[key]);
    slider.disabled = last < 1;
    slider.oninput = () => {
      view[key] = Number(slider.value);
      if (view.from > view.until) {
        const other = key === "from" ? "until" : "from";
        view[other] = view[key];
        $(other).value = slider.value;
      }
      say();
      draw();
    };
  }
  say();
  const counts = new Array(last + 1).fill(0);
  for (const event of events) if (event.month >= 0) counts[event.month] += 1;
  const most = Math.max(1, ...counts);
  const path = counts.map((n, x) => `M${x + 0.5} 20V${(20 - (20 * n) / most).toFixed(2)}`).join("");
  $("months").setAttribute("viewBox", `0 0 ${Math.max(1, counts.length)} 20`);
  $("months").firstElementChild.setAttribute("d", path);
}

const told = new Array(data.actors.length).fill(0);
for (const { a, b } of events) for (const end of [a, b]) told[end] += 1;
const findable = [
  ...data.actors.map((actor, place) => ({ ...actor, place, weight: told[place] })),
  ...data.persons.map((person) => ({ ...person, kind: "Person", weight: told[person.place] })),
];

function find() {
  const asked = $("search").value.trim();
  if (!asked) return;
  const place = whom(asked, findable)?.place;
  if (place === undefined) {
    $("side").replaceChildren(el("h2", "Not found"), el("p", `No actor of this graph is called “${asked}”.`, "hint"));
    return;
  }
  select({ node: String(place) });
  const at = picture.getNodeDisplayData(String(place));
  if (at) picture.getCamera().animate({ x: at.x, y: at.y, ratio: 0.5 }, { duration: 250 });
}

// --- begin

data.actors.forEach((actor, n) => graph.addNode(String(n), { label: actor.name, x: actor.x, y: actor.y, size: 3 }));
// So many pairs are drawn while the picture moves; of more, only the actors are, so that it stays fluid.
const MANY = 6000;
const picture = new Sigma(graph, $("picture"), {
  ...reducers,
  allowInvalidContainer: true,
  defaultEdgeType: "arrow",
  edgeProgramClasses: { arrow: EdgeArrowProgram, curved: EdgeCurvedArrowProgram },
  enableEdgeEvents: true,
  hideEdgesOnMove: new Set(data.events.map(([one, other]) => `${one} ${other}`)).size > MANY,
  labelColor: { color: dark ? "#e2e2e2" : "#1c1c1c" },
  labelDensity: 0.5,
  labelRenderedSizeThreshold: 6,
  minEdgeThickness: 0.8,
  zIndex: true,
});
picture.on("clickNode", ({ node }) => select({ node }));
picture.on("clickEdge", ({ edge }) => select({ a: Number(graph.source(edge)), b: Number(graph.target(edge)) }));
picture.on("clickStage", () => select(null));
for (const [event, node] of [["enterNode", ({ node }) => node], ["leaveNode", () => null]]) {
  picture.on(event, (payload) => {
    view.hovered = node(payload);
    picture.refresh({ skipIndexation: true });
  });
}

boxes($("statuses"), data.statuses, (s) => view.statuses.has(s), flip(view.statuses), (s) => s);
boxes($("groups"), [...new Set(data.relations.map((r) => r.group))].sort(), () => false, flip(view.groups), (g) => g.toLowerCase());
options($("relation"), data.relations.map((r) => r.name).sort(), "any relation", (value) => (view.relation = value));
options($("speaker"), data.speakers, "anybody", (value) => (view.speaker = value));
options($("colour"), ["community"], "kind", (value) => (view.colour = value || "kind"));
sliders();
$("sure").oninput = () => {
  view.sure = Number($("sure").value);
  $("surely").textContent = view.sure.toFixed(2);
  draw();
};
$("least").value = String((view.least = readable()));
$("least").max = String(Math.max(10, 4 * view.least));
$("leastly").textContent = String(view.least);
$("least").oninput = () => {
  view.least = Number($("least").value);
  $("leastly").textContent = String(view.least);
  draw();
};
for (const { name } of [...data.actors, ...data.persons]) {
  const option = el("option");
  option.value = name;
  $("names").append(option);
}
$("search").onchange = find;
addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement.tagName !== "INPUT") {
    event.preventDefault();
    $("search").focus();
    return;
  }
  if (event.key === "Escape") {
    document.activeElement.blur();
    return select(null);
  }
  if (["INPUT", "SELECT"].includes(document.activeElement.tagName)) return;
  const camera = picture.getCamera();
  const now = camera.getState();
  const step = 0.1 * now.ratio;
  const moves = { ArrowLeft: { x: now.x - step }, ArrowRight: { x: now.x + step }, ArrowUp: { y: now.y + step }, ArrowDown: { y: now.y - step }, "+": { ratio: now.ratio / 1.3 }, "-": { ratio: now.ratio * 1.3 }, 0: { x: 0.5, y: 0.5, ratio: 1 } };
  if (moves[event.key]) camera.setState({ ...now, ...moves[event.key] });
});
draw();
settle();
window.explorer = { picture, graph, view, select };
