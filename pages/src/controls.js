// The filters: each control changes the view, and is updated when the view changes in another way.
import { bins, data, events, tally } from "./data.js";
import { el } from "./side.js";
import { years } from "./time.js";
import { view } from "./view.js";

const $ = (id) => document.getElementById(id);
const AXIS = 40; // height of the timeline
const YEARS = 5; // maximum number of labelled years
const WIDE = 190; // approximate width of the timeline in pixels
const SEEN = 2; // minimum width of a visible bar in pixels

let set = []; // functions that set the controls from the view

function boxes(container, values, counts, chosen, changed, label) {
  for (const value of values) {
    const line = el("label");
    const box = el("input");
    box.type = "checkbox";
    box.onchange = () => {
      const group = chosen();
      if (box.checked) group.add(value);
      else group.delete(value);
      changed();
    };
    set.push(() => (box.checked = chosen().has(value)));
    line.append(box, el("span", label(value)), el("small", (counts.get(value) ?? 0).toLocaleString("en")));
    container.append(line);
  }
}

function options(key, values, all, changed) {
  for (const [value, text] of [["", all], ...values]) {
    const option = el("option", text);
    option.value = value;
    $(key).append(option);
  }
  $(key).onchange = () => {
    view[key] = $(key).value;
    changed();
  };
  set.push(() => ($(key).value = view[key]));
}

// A slider: the URL is only updated when it rests.
function slider(id, key, changed, kept = () => {}) {
  const input = $(id);
  input.oninput = () => {
    view[key] = Number(input.value);
    kept();
    update();
    changed({ step: false });
  };
  input.onchange = () => changed();
  set.push(() => (input.value = String(view[key])));
}

function svg(tag, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text) made.textContent = text;
  return made;
}

// A bar per month, with planned events in another colour on top, and the years below.
function drawTime() {
  const counts = bins.map(() => [0, 0]);
  for (const { time, ahead, date } of events) if (time && date.length > 4) counts[time[0]][ahead ? 1 : 0] += 1;
  const tall = Math.max(1, ...counts.map(([done, ahead]) => done + ahead));
  const bar = (n, from, to) => (to > from ? `M${n + 0.5} ${AXIS - (AXIS * from) / tall}V${AXIS - (AXIS * to) / tall}` : "");
  $("months").setAttribute("viewBox", `0 0 ${Math.max(1, bins.length)} ${AXIS}`);
  $("months").style.setProperty("--wide", `${Math.max(SEEN, WIDE / Math.max(1, bins.length))}px`);
  $("happened").setAttribute("d", counts.map(([done], n) => bar(n, 0, done)).join(""));
  $("planned").setAttribute("d", counts.map(([done, ahead], n) => bar(n, done, done + ahead)).join(""));
  for (const [year, n] of years(bins, YEARS).filter(([, n]) => n < 0.86 * bins.length)) {
    const tick = el("span", year);
    tick.style.left = `${(100 * n) / bins.length}%`;
    $("years").append(tick);
  }
  set.push(() => {
    $("window").setAttribute("x", String(view.from));
    $("window").setAttribute("width", String(view.until - view.from + 1));
  });
  $("months").prepend(svg("rect", { id: "window", y: 0, height: AXIS }));
  $("ahead").hidden = !counts.some(([, ahead]) => ahead);
}

export function update() {
  for (const one of set) one();
}

// Creates the controls; `changed` is called after each change, with {step: false} while a slider moves.
export function controls(changed) {
  const last = Math.max(0, bins.length - 1);
  drawTime();
  for (const [id, other] of [["from", "until"], ["until", "from"]]) {
    Object.assign($(id), { max: String(last), disabled: last < 1 });
    slider(id, id, changed, () => {
      if (view.from > view.until) view[other] = view[id];
    });
    set.push(() => $(id).setAttribute("aria-valuetext", bins[view[id]] ?? "undated"));
  }
  set.push(() => ($("span").textContent = bins.length ? `${bins[view.from]} to ${bins[view.until]}` : "undated"));
  slider("sure", "sure", changed);
  set.push(() => ($("surely").textContent = view.sure.toFixed(2)));
  $("least").max = String(Math.max(10, 4 * view.least));
  slider("least", "least", changed);
  set.push(() => ($("leastly").textContent = String(view.least)));
  const groups = [...new Set(data.relations.map((relation) => relation.group))].sort();
  boxes($("statuses"), data.statuses, tally(events.map((e) => e.status)), () => view.statuses, changed, (status) => status);
  boxes($("groups"), groups, tally(events.map((e) => e.relation.group)), () => view.groups, changed, (group) => group.toLowerCase());
  const named = data.relations.map(({ name, label }) => [name, label]).sort((x, y) => (x[1] < y[1] ? -1 : 1));
  options("relation", named, "any relation", changed);
  options("speaker", data.speakers.map((key, n) => [key, data.voices[n]]), "anyone", changed);
  $("colour").onchange = () => {
    view.colour = $("colour").value;
    changed();
  };
  set.push(() => ($("colour").value = view.colour));
  update();
}
