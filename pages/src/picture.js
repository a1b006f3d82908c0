// The network as a picture: circles, lines, labels, and the camera.
import { EdgeCurvedArrowProgram } from "@sigma/edge-curve";
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import Sigma from "sigma";
import { EdgeArrowProgram } from "sigma/rendering";
import { colourOf, FADED, GROUND, INK, tone } from "./colours.js";
import { actors, events } from "./data.js";
import { drawHovered, drawLabels } from "./labels.js";
import { view } from "./view.js";

const ROUNDS = 300; // iterations of the layout
const EACH = 6; // iterations at a time
const SLICE = 120; // milliseconds between two frames of the layout
const MANY = 6000; // pairs; with more, only the actors are drawn while the picture moves, so that it stays smooth
const NAMED = 20; // number of the largest actors that are always labelled
const NEIGHBOURS = 40; // number of labelled neighbours of the selection
const MARGIN = 1.1; // size of the visible area relative to what is in focus
const LEGEND = 20; // pixels of the height above and below the legend
const EDGE = 12; // pixels between what is in focus and the edge of the picture
const DOT = 26; // pixels across; larger circles are not in the legend
const BUTTONS = 60; // pixels of the width for the buttons
const ROOMY = 700; // pixels; in smaller windows circles and lines are smaller
const FEW = 400; // lines; up to this number labels avoid them
const BEND = 0.25; // curvature of a line, relative to its length
const STEPS = 16; // points on a line that labels avoid
const OVER = ["zoom", "legend", "count"]; // elements on top of the picture
const TURN = Math.PI * (3 - Math.sqrt(5)); // the golden angle

const graph = new Graph({ type: "directed", multi: false });
actors.forEach((actor, n) => graph.addNode(String(n), { label: actor.name, x: actor.x, y: actor.y, size: 3 }));
const wanted = [];
let hovered = null;
let [largest, most] = [1, 1]; // pieces of evidence of a pair and of an actor

// Whether a node or an edge belongs to what is pointed at or selected; if nothing is, all do.
function near(node) {
  if (hovered !== null) return node === hovered || graph.areNeighbors(node, hovered);
  if (view.a === null) return true;
  if (view.b !== null) return [view.a, view.b].includes(Number(node));
  return Number(node) === view.a || graph.areNeighbors(node, String(view.a));
}

function lit(edge) {
  const [one, other] = graph.extremities(edge);
  if (hovered !== null) return one === hovered || other === hovered;
  if (view.a === null) return true;
  if (view.b === null) return [one, other].includes(String(view.a));
  return [`${view.a} ${view.b}`, `${view.b} ${view.a}`].includes(edge);
}

function nodeReducer(node, attributes) {
  if (!near(node)) return { ...attributes, color: FADED, label: "", zIndex: -1, forceLabel: false };
  const few = view.a !== null && (view.b !== null || graph.degree(String(view.a)) <= NEIGHBOURS);
  return few || Number(node) === view.a ? { ...attributes, forceLabel: true } : attributes;
}

export const picture = new Sigma(graph, document.getElementById("canvas"), {
  nodeReducer,
  edgeReducer: (edge, attributes) => (lit(edge) ? attributes : { ...attributes, hidden: true }),
  allowInvalidContainer: true,
  defaultDrawNodeHover: drawHovered,
  defaultDrawNodeLabel: (_, data) => wanted.push({ label: data.label, x: data.x, y: data.y, size: data.size }),
  defaultEdgeType: "arrow",
  edgeProgramClasses: { arrow: EdgeArrowProgram, curved: EdgeCurvedArrowProgram },
  enableEdgeEvents: true,
  hideEdgesOnMove: new Set(events.map(({ a, b }) => `${a} ${b}`)).size > MANY,
  labelColor: { color: INK },
  labelDensity: 2,
  labelRenderedSizeThreshold: 4,
  minEdgeThickness: 0.9,
  stagePadding: 40,
  zIndex: true,
});
picture.on("afterRender", () => {
  const { labels } = picture.getCanvases();
  picture.names = drawLabels(labels.getContext("2d"), wanted.splice(0), picture.getDimensions().width, covered(), circles(), onLines());
});

// The visible circles, each with the name of its actor.
function circles() {
  return shown()
    .filter((node) => near(node))
    .map((node) => {
      const { size } = picture.getNodeDisplayData(node);
      return { ...place(node), size: picture.scaleSize(size), label: actors[node].name };
    });
}

function place(node) {
  return picture.framedGraphToViewport(picture.getNodeDisplayData(node));
}

// Closely spaced points on the visible lines, and points on the circles, each weighted like a long line.
function onLines() {
  const points = [];
  if (graph.size > FEW) return points;
  for (const node of shown()) if (near(node)) points.push(...Array(STEPS).fill(place(node)));
  graph.forEachEdge((edge, { type }, source, target) => {
    if (!lit(edge)) return;
    const [one, other] = [place(source), place(target)];
    const bend = type === "curved" ? BEND : 0;
    const middle = {
      x: (one.x + other.x) / 2 + (other.y - one.y) * bend,
      y: (one.y + other.y) / 2 - (other.x - one.x) * bend,
    };
    for (let step = 1; step < STEPS; step += 1) {
      const share = step / STEPS;
      const of = (key) => (1 - share) ** 2 * one[key] + 2 * share * (1 - share) * middle[key] + share ** 2 * other[key];
      points.push({ x: of("x"), y: of("y") });
    }
  });
  return points;
}

// The boxes of the elements on top of the picture.
function covered() {
  const ground = picture.getContainer().getBoundingClientRect();
  return OVER.map((id) => document.getElementById(id).getBoundingClientRect()).map((box) => ({
    left: box.left - ground.left,
    right: box.right - ground.left,
    top: box.top - ground.top,
    bottom: box.bottom - ground.top,
  }));
}
for (const [event, node] of [["enterNode", ({ node }) => node], ["leaveNode", () => null]]) {
  picture.on(event, (payload) => {
    hovered = node(payload);
    repaint();
  });
}

// Nothing is pointed at any more: the picture has moved or changed under a resting mouse.
function unpoint() {
  if (hovered === null) return;
  hovered = null;
  picture.hoveredNode = null; // Sigma itself only notices at the next mouse move
  repaint();
}
new ResizeObserver(() => resized()).observe(document.getElementById("canvas"));

// To be called when the size of the picture has changed and is used immediately.
export function resized() {
  picture.resize().refresh({ skipIndexation: true });
}

export function repaint() {
  picture.refresh({ skipIndexation: true });
}

// Puts pairs into the picture; returns the amount of evidence about each actor.
export function fill(pairs) {
  unpoint();
  graph.clearEdges();
  const strength = new Array(actors.length).fill(0);
  largest = [...pairs.values()].reduce((sum, pair) => Math.max(sum, pair.events.length), 1);
  for (const pair of pairs.values()) {
    const share = Math.sqrt(pair.events.length / largest);
    graph.addEdgeWithKey(pair.key, String(pair.a), String(pair.b), {
      size: wide(pair.events.length),
      color: mix(tone(pair), GROUND, Math.min(1, 0.45 + share)),
      zIndex: pair.events.length,
      type: pairs.has(`${pair.b} ${pair.a}`) ? "curved" : "arrow",
      weight: Math.sqrt(pair.events.length),
    });
    for (const end of [pair.a, pair.b]) strength[end] += pair.events.length;
  }
  most = Math.max(1, ...strength);
  const bound = [...strength].sort((x, y) => y - x)[NAMED] ?? 0;
  graph.forEachNode((node) => {
    const own = strength[Number(node)];
    graph.mergeNodeAttributes(node, {
      size: round(own),
      hidden: own === 0,
      forceLabel: own > bound,
      color: colourOf(actors[node]),
    });
  });
  return strength;
}

// The scale of circles and lines in this window.
function scale() {
  return Math.min(1, Math.max(0.55, Math.min(innerWidth, innerHeight) / ROOMY));
}

// The width of a line and the radius of a circle for an amount of evidence, before zooming.
function wide(count) {
  return 0.7 + 5.3 * scale() * Math.sqrt(count / largest);
}

function round(count) {
  return 3 * Math.max(0.8, scale()) + 17 * scale() * Math.sqrt(count / most);
}

// The largest round number that is not greater.
function rounded(count) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, count)));
  return power * [5, 2, 1].find((step) => step * power <= Math.max(1, count));
}

// A small and a large circle, a thin and a thick line at this zoom: their sizes in pixels and amounts of evidence.
export function scales() {
  const room = Math.max(0, DOT / 2 / picture.scaleSize(1) - round(0)) / (round(most) - round(0)); // the root of the largest share that fits
  const of = { actor: [most / 20, Math.min(most, most * room ** 2)], pair: [largest / 20, largest] };
  const size = { actor: (count) => 2 * picture.scaleSize(round(count)), pair: (count) => picture.scaleSize(wide(count)) };
  return Object.keys(of)
    .flatMap((what) => [...new Set(of[what].map(rounded))].map((count) => ({ of: what, count, size: size[what](count) })))
    .filter(({ of: what, size: pixels }) => what === "pair" || pixels <= DOT);
}

function mix(colour, ground, share) {
  const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const back = channels(ground);
  return `#${channels(colour).map((c, n) => Math.round(c * share + back[n] * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
}

// Lays out the visible actors in slices, so that the page stays responsive; the others are placed beside their partners. The
// same data gives the same picture.
export function settle(done) {
  const seen = graph.filterNodes((node, { hidden }) => !hidden);
  const part = new Graph({ type: "directed" });
  for (const node of seen) part.addNode(node, { ...graph.getNodeAttributes(node) });
  graph.forEachEdge((edge, { weight }, one, other) => part.addEdge(one, other, { weight }));
  const settings = {
    ...forceAtlas2.inferSettings(part), gravity: 1, scalingRatio: 10, barnesHutOptimize: part.order > 400,
  };
  let rounds = 0;
  const step = () => {
    const began = performance.now();
    while (rounds < ROUNDS && performance.now() - began < SLICE) {
      forceAtlas2.assign(part, { iterations: EACH, settings, getEdgeWeight: "weight" });
      rounds += EACH;
    }
    part.forEachNode((node, { x, y }) => graph.mergeNodeAttributes(node, { x, y }));
    if (rounds < ROUNDS) return requestAnimationFrame(step);
    seat(new Set(seen.map(Number)));
    done();
  };
  if (part.order > 1) step();
  else done();
}

function seat(seated) {
  const beside = new Map();
  for (const { a, b } of events) {
    for (const [one, other] of [[a, b], [b, a]]) {
      if (!seated.has(one) && seated.has(other)) beside.set(one, [...(beside.get(one) ?? []), other]);
    }
  }
  const reach = Math.sqrt(seated.size) * 4;
  graph.forEachNode((node) => {
    if (seated.has(Number(node))) return;
    const around = (beside.get(Number(node)) ?? []).map((other) => graph.getNodeAttributes(other));
    const mean = (key) => around.reduce((sum, one) => sum + one[key], 0) / Math.max(1, around.length);
    const turn = TURN * Number(node);
    graph.mergeNodeAttributes(node, { x: mean("x") + reach * Math.cos(turn), y: mean("y") + reach * Math.sin(turn) });
  });
}

// --- the camera

const camera = picture.getCamera();
const CALM = matchMedia("(prefers-reduced-motion: reduce)").matches;

function shown() {
  return graph.filterNodes((node, { hidden }) => !hidden);
}

// Shows some nodes (ids), never closer than a third of the whole; without any, everything visible. Circles are shown
// completely, and not under the elements on top of the picture.
export function fit(nodes = [], { calm = CALM } = {}) {
  const found = (nodes.length ? nodes : shown()).map((node) => picture.getNodeDisplayData(node)).filter(Boolean);
  if (!found.length) return;
  const { width, height } = picture.getDimensions();
  const [one, other] = [{ x: 0, y: 0 }, { x: width, y: 0 }].map((at) => picture.viewportToFramedGraph(at));
  const state = camera.getState();
  const unit = (state.ratio * width) / Math.abs(other.x - one.x); // pixels, at a ratio of 1
  const range = (key) => [Math.min(...found.map((p) => p[key])), Math.max(...found.map((p) => p[key]))];
  const [xs, ys] = [range("x"), range("y")];
  const count = covered()[OVER.indexOf("count")];
  const [above, aside] = [Math.max(EDGE, Math.min(count.bottom, height / 4)), nodes.length ? BUTTONS : EDGE];
  const below = Math.min(document.getElementById("legend").offsetHeight + LEGEND, height / 2);
  let ratio = state.ratio;
  for (let round = 0; round < 3; round += 1) { // circles grow when zooming in
    const radius = Math.max(...found.map(({ size }) => picture.scaleSize(size, ratio)));
    const room = (pixels) => Math.max(20, pixels - 2 * radius) / MARGIN;
    const need = Math.max((xs[1] - xs[0]) / room(width - 2 * aside), (ys[1] - ys[0]) / room(height - above - below));
    ratio = Math.max(nodes.length ? 0.33 : 0.05, unit * need);
  }
  const down = (((above - below) / 2) * ratio) / unit;
  move({ x: (xs[0] + xs[1]) / 2, y: (ys[0] + ys[1]) / 2 + down, ratio, angle: 0 }, calm);
}

// Shows everything if nothing visible is in the frame, or the selected actor is not.
export function keepInSight() {
  const { width, height } = picture.getDimensions();
  const inside = (node) => {
    const { x, y } = place(node);
    return x >= 0 && y >= 0 && x <= width && y <= height;
  };
  const seen = shown();
  if (seen.length && !seen.some(inside)) fit();
  if (around().slice(0, 2).some((node) => !inside(node))) fit(around());
}

// The nodes of the selection: an actor with its partners, or a pair.
export function around() {
  if (view.a === null) return [];
  const own = String(view.a);
  return view.b === null ? [own, ...graph.neighbors(own)] : [own, String(view.b)];
}

export function move(state, calm = CALM) {
  unpoint();
  const now = camera.getState();
  if (calm) camera.setState({ ...now, ...state });
  else camera.animate({ ...now, ...state }, { duration: 250 });
}

export function zoom(factor) {
  move({ ratio: Math.min(10, Math.max(0.02, camera.getState().ratio * factor)) });
}

export function shift(x, y) {
  const now = camera.getState();
  camera.setState({ ...now, x: now.x + 0.1 * x * now.ratio, y: now.y + 0.1 * y * now.ratio });
}
