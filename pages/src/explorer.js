// The explorer: draws the network of a graph, filters it, and leads from every edge to its sentences.
// All data is in the element #data as JSON (see graphkit/pages); text is only inserted as text nodes.
import { keyOfActors, keyOfPairs } from "./colours.js";
import { controls, update } from "./controls.js";
import { around, fill, fit, keepInSight, picture, repaint, resized, scales, settle, shift, zoom } from "./picture.js";
import { search } from "./search.js";
import { el, explain, number, show } from "./side.js";
import { begin, dropAll, evidence, inForce, pairsOf, remember, reset, stepsBack, view } from "./view.js";

const $ = (id) => document.getElementById(id);
const narrow = matchMedia("(max-width: 60rem)");
let pairs = new Map();
let forget = () => {}; // clears the search box

// --- drawing the view

function draw() {
  pairs = pairsOf();
  const strength = fill(pairs);
  const seen = strength.filter((own) => own > 0).length;
  const pieces = evidence(pairs.values());
  $("count").textContent = `${number(seen, "actor")}, ${number(pairs.size, "directed pair")}, ${number(pieces, "piece")} of evidence`;
  tellEmpty();
  legend($("key-actors"), keyOfActors(strength));
  showSide();
}

function tellEmpty() {
  const box = $("empty");
  box.hidden = pairs.size > 0;
  if (pairs.size) return box.replaceChildren();
  if (!inForce().length) return box.replaceChildren(el("p", "This graph has no claim between two actors."));
  const all = el("button", "Remove all filters");
  all.onclick = () => undone(dropAll);
  const parts = explain(() => true, undone);
  parts.append(all);
  box.replaceChildren(parts);
}

function legend(list, rows) {
  list.replaceChildren(
    ...rows.map(([colour, word]) => {
      const item = el("li", word);
      item.style.setProperty("--tone", colour);
      return item;
    }),
  );
}

// The evidence that the sizes of circles and lines stand for at this zoom, once the picture rests.
function tellScales() {
  if (picture.getCamera().isAnimated()) return;
  const rows = pairs.size ? scales() : [];
  const told = JSON.stringify(rows);
  if ($("scale").dataset.told === told) return;
  $("scale").dataset.told = told;
  const parts = rows.map(({ of, size, count }, n) => {
    const item = el("li", count.toLocaleString("en") + (rows[n + 1]?.of === of ? "" : ` ${of === "actor" ? "an actor" : "a pair"}`));
    item.className = of;
    item.style.setProperty("--size", `${size.toFixed(1)}px`);
    return item;
  });
  $("scale").replaceChildren(...(parts.length ? [el("li", "evidence:")] : []), ...parts);
}

function showSide() {
  show(pairs, { chosen: (a, b) => select(a, b), undone, closed: () => select(null) });
  $("fit-selection").disabled = view.a === null;
  $("back").disabled = stepsBack() === 0;
}

function undone(undo) {
  undo();
  update();
  changed();
}

function changed({ step = true } = {}) {
  if (step) remember();
  draw();
  keepInSight();
}

function select(a, b = null) {
  Object.assign(view, { a, b });
  forget();
  remember();
  showSide();
  if (a !== null) fold("side", true);
  repaint();
  keepInSight();
  $("side").scrollTop = 0;
}

function redraw() {
  update();
  draw();
  repaint();
  keepInSight();
}

// --- panels that fold

function fold(panel, open) {
  $(panel).classList.toggle("folded", !open);
  $(`fold-${panel}`).setAttribute("aria-expanded", String(open));
  const other = panel === "side" ? "filters" : "side";
  if (open && narrow.matches && !$(other).classList.contains("folded")) return fold(other, false); // else no room is left
  resized();
  if (narrow.matches && document.documentElement.dataset.ready) fit(around()); // the room is quite another one
}

for (const panel of ["filters", "side"]) {
  $(`fold-${panel}`).onclick = () => fold(panel, $(panel).classList.contains("folded"));
}
narrow.onchange = () => ["filters", "side"].forEach((panel) => fold(panel, !narrow.matches));

// --- buttons and keys

$("back").onclick = () => history.back();
$("reset").onclick = () => {
  reset();
  forget();
  remember();
  redraw();
  fit();
};
$("zoom-in").onclick = () => zoom(1 / 1.4);
$("zoom-out").onclick = () => zoom(1.4);
$("fit-all").onclick = () => fit();
$("fit-selection").onclick = () => fit(around());

const KEYS = {
  ArrowLeft: () => shift(-1, 0),
  ArrowRight: () => shift(1, 0),
  ArrowUp: () => shift(0, 1),
  ArrowDown: () => shift(0, -1),
  "+": () => zoom(1 / 1.3),
  "-": () => zoom(1.3),
  0: () => fit(),
};
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = document.activeElement.matches("input, select");
  if (event.key === "/" && !document.activeElement.matches("#search")) {
    event.preventDefault();
    $("search").focus();
  } else if (event.key === "Escape") {
    document.activeElement.blur();
    select(null);
  } else if (!typing && KEYS[event.key] && !$("side").contains(document.activeElement)) {
    event.preventDefault();
    KEYS[event.key]();
  }
});
picture.on("beforeRender", tellScales);
picture.on("clickNode", ({ node }) => select(Number(node)));
picture.on("clickEdge", ({ edge }) => select(...edge.split(" ").map(Number)));
picture.on("clickStage", () => select(null));
matchMedia("(prefers-color-scheme: dark)").onchange = () => location.reload(); // the URL keeps the view

// --- begin

begin(() => {
  forget();
  fold("side", !narrow.matches || view.a !== null);
  redraw();
});
fold("filters", !narrow.matches);
fold("side", !narrow.matches || view.a !== null);
controls(changed);
forget = search(
  ({ name, place, within }) => {
    select(place);
    if (within) $("side").querySelector("h2").after(el("p", `${name} acts for ${within} here.`, "hint"));
    fit(around());
  },
  (asked) => {
    select(null);
    const nobody = el("p", `No actor in this graph is called “${asked}”.`, "hint");
    const title = $("side").querySelector("h2");
    title.textContent = "Not found";
    title.after(nobody);
    fold("side", true);
  },
);
legend($("key-pairs"), keyOfPairs);
draw();
settle(() => {
  picture.once("afterRender", () => {
    fit(around(), { calm: true });
    picture.once("afterRender", () => (document.documentElement.dataset.ready = "true"));
    picture.refresh();
  });
  picture.refresh();
});
window.explorer = { picture, graph: picture.getGraph(), view };
