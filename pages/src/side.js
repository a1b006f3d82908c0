// The panel beside the picture: the strongest pairs, an actor, or a pair with its relations and sentences.
import { kindOf, tone } from "./colours.js";
import { actors, data, nameOf, tally } from "./data.js";
import { emptied, inForce, keptOut, view } from "./view.js";

const SHOWN = 60; // rows of a list
const SENTENCES = 200;

export function el(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

export function number(n, noun) {
  return `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
}

function link(address, text) {
  const made = el("a", text);
  made.href = address;
  made.rel = "noreferrer";
  return made;
}

function button(text, className, pressed) {
  const made = el("button", text, className);
  made.type = "button";
  made.onclick = pressed;
  return made;
}

// The most frequent relation of a pair that matches its colour: not a visit if the line is red for attacks.
function commonest(pair) {
  const counts = [...tally(pair.events.map((event) => event.relation))].sort((x, y) => y[1] - x[1]);
  const own = tone(pair);
  const [[relation]] = [...counts.filter(([{ intensity }]) => tone({ balance: intensity, events: [1] }) === own), ...counts];
  return relation.label;
}

// --- when the filters leave nothing

// Names the filters that exclude everything, each with a button that removes it; `fits` selects the wanted pairs.
export function explain(fits, undone) {
  const box = el("div", undefined, "empty");
  const causes = emptied(fits);
  box.append(el("p", causes.length ? "No evidence matches the filters. It is excluded by:" : "No evidence matches these filters together:"));
  box.append(...filters(causes, undone));
  return box;
}

// The filters that exclude something, or, if none does alone, all active ones.
function filters(causes, undone) {
  const rows = causes.length ? [] : inForce().map((filter) => el("p", filter.tells()));
  for (const { filter, more } of causes) {
    const row = el("p", `${filter.tells()} `);
    row.append(button(`Undo (${more.toLocaleString("en")} more)`, "undo", () => undone(filter.undo)));
    rows.push(row);
  }
  return rows;
}

// The evidence for the selection that the filters hide, to be unfolded.
function remainder(fits, undone) {
  const box = el("details", undefined, "hint");
  box.append(el("summary", `The filters hide ${number(keptOut(fits), "piece")} of evidence`), ...filters(emptied(fits), undone));
  return box;
}

// --- the parts

function listOf(rows, name, chosen) {
  const list = el("ul", undefined, "pairs");
  for (const pair of rows.slice(0, SHOWN)) {
    const row = button(undefined, undefined, () => chosen(pair.a, pair.b));
    const what = el("span", name(pair));
    what.append(el("small", commonest(pair)));
    row.append(what, el("b", pair.events.length.toLocaleString("en")));
    row.style.borderLeftColor = tone(pair);
    const item = el("li");
    item.append(row);
    list.append(item);
  }
  const box = el("div");
  box.append(list);
  if (rows.length > SHOWN) box.append(el("p", `and ${number(rows.length - SHOWN, "weaker pair")}`, "hint"));
  return box;
}

function strongest(rows) {
  return [...rows].sort((x, y) => y.events.length - x.events.length || x.key.localeCompare(y.key));
}

function arrow(pair) {
  return `${nameOf(pair.a)} → ${nameOf(pair.b)}`;
}

function about(place) {
  const actor = actors[place];
  const line = el("p", [kindOf(actor), actor.code].join(" · "), "hint");
  if (/^Q\d+$/.test(actor.wikidata || "")) line.append(" · ", link(`https://www.wikidata.org/wiki/${actor.wikidata}`, actor.wikidata));
  if (data.served) line.append(" · ", link(`/actor/${encodeURIComponent(actor.id)}`, "page of this actor"));
  return line;
}

// The source of a sentence: title, outlet and date of its document, with links.
function source(event) {
  const { title, url, published } = data.sources[event.source];
  const key = data.documents[event.source];
  const web = /^https?:\/\//.test(url ?? "") ? url : null;
  const line = el("p", undefined, "source");
  const home = data.served ? `/document/${encodeURIComponent(key)}` : web;
  line.append(home ? link(home, title ?? key) : (title ?? key));
  if (web) line.append(" · ", link(web, new URL(web).hostname.replace(/^www\./, "")));
  if (published) line.append(" · ", el("time", published));
  return line;
}

// The status of its claim, and how this sentence differs.
function standing({ status, denied, ahead }) {
  const here = ahead && !["planned", "hypothetical"].includes(status) ? ["only planned or hypothetical"] : [];
  if (denied && status !== "denied") here.push("denied");
  return [status, ...here.map((word) => `${word} here`)].join(", ");
}

function card(event) {
  const made = el("article");
  const speaker = event.speaker < 0 ? null : `says ${data.voices[event.speaker]}`;
  const how = [event.date, standing(event), speaker, `confidence ${event.sure.toFixed(2)}`];
  const quote = el("blockquote", event.quote);
  quote.dir = "auto";
  made.append(el("h3", event.relation.label), el("p", how.filter(Boolean).join(" · "), "hint"), quote, source(event));
  return made;
}

// The relations of a pair with their counts; each is a button that shows only its sentences.
function breakdown(pair, cards) {
  const counts = [...tally(pair.events.map((event) => event.relation))].sort((x, y) => y[1] - x[1]);
  const list = el("ul", undefined, "shares");
  const buttons = counts.map(([relation, count]) => {
    const row = button(undefined, undefined, () => {
      const on = row.getAttribute("aria-pressed") !== "true";
      for (const other of buttons) other.setAttribute("aria-pressed", String(on && other === row));
      cards(on ? relation : null);
    });
    row.setAttribute("aria-pressed", "false");
    row.append(el("span", relation.label), el("b", count.toLocaleString("en")));
    row.style.setProperty("--share", `${(100 * count) / counts[0][1]}%`);
    row.style.setProperty("--tone", tone({ balance: relation.intensity, events: [relation] }));
    const item = el("li");
    item.append(row);
    list.append(item);
    return row;
  });
  return list;
}

function pairParts(pairs, chosen) {
  const pair = pairs.get(`${view.a} ${view.b}`);
  const back = pairs.get(`${view.b} ${view.a}`);
  const parts = [el("h2", `${nameOf(view.a)} → ${nameOf(view.b)}`)];
  if (data.served) {
    const ends = [view.a, view.b].map((end) => encodeURIComponent(actors[end].id)).join("/");
    const home = el("p", undefined, "hint");
    home.append(link(`/dyad/${ends}`, "page of this pair"));
    parts.push(home);
  }
  if (pair) {
    const dated = [...pair.events].sort((x, y) => (y.date || "").localeCompare(x.date || ""));
    const sentences = el("div");
    const cards = (relation) => {
      const kept = dated.filter((event) => !relation || event.relation === relation);
      sentences.replaceChildren(...kept.slice(0, SENTENCES).map(card));
      if (kept.length > SENTENCES) sentences.append(el("p", `and ${number(kept.length - SENTENCES, "older sentence")}`, "hint"));
    };
    cards(null);
    parts.push(breakdown(pair, cards), ...(back ? [el("h3", "Other direction"), listOf([back], arrow, chosen)] : []), sentences);
  } else if (back) parts.push(el("h3", "Other direction"), listOf([back], arrow, chosen));
  return parts;
}

function actorParts(pairs, chosen) {
  const own = strongest([...pairs.values()].filter((pair) => pair.a === view.a || pair.b === view.a));
  const parts = [el("h2", nameOf(view.a)), about(view.a)];
  const does = own.filter((pair) => pair.a === view.a);
  const suffers = own.filter((pair) => pair.b === view.a);
  for (const [title, rows, name] of [
    ["Does", does, (pair) => `→ ${nameOf(pair.b)}`],
    ["Is the object of", suffers, (pair) => `← ${nameOf(pair.a)}`],
  ]) {
    if (rows.length) parts.push(el("h3", title), listOf(rows, name, chosen));
  }
  return parts;
}

// Shows the selection; `chosen` selects a pair, `undone` is called with the function that removes a filter.
export function show(pairs, { chosen, undone, closed }) {
  const side = document.getElementById("side");
  if (view.a === null) {
    const hint = el("p", pairs.size ? "Select a pair for its sentences, or an actor for its relations." : "None.", "hint");
    side.replaceChildren(el("h2", "Strongest pairs"), hint, listOf(strongest(pairs.values()), arrow, chosen));
    return;
  }
  const fits = (pair) =>
    view.b === null ? [pair.a, pair.b].includes(view.a) : pair.a === view.a && pair.b === view.b;
  const parts = view.b === null ? actorParts(pairs, chosen) : pairParts(pairs, chosen);
  if (![...pairs.values()].some(fits)) parts.push(explain(fits, undone));
  else if (keptOut(fits)) parts.splice(parts[1].className === "hint" ? 2 : 1, 0, remainder(fits, undone));
  side.replaceChildren(button("× All pairs", "close", closed), ...parts);
}
