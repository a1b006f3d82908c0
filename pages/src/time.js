// The time axis: a bin per month, from the first to the last event, so that distances are to scale.

const SPARSE = 0.01; // share of events that may be before the start of the axis
const GAP = 24; // months without events that separate such early ones from the rest

function months(date) {
  return Number(date.slice(0, 4)) * 12 + (date.length > 4 ? Number(date.slice(5, 7)) - 1 : 0);
}

function name(month) {
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
}

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

// The round years to label below the axis, up to a maximum, with the bins where they begin; if there is none, the first
// month.
export function years(bins, most) {
  const months = bins.map((bin, n) => [bin, n]).filter(([bin]) => /^\d+-\d\d$/.test(bin));
  const begun = months.filter(([bin]) => bin.endsWith("-01")).map(([bin, n]) => [bin.slice(0, -3), n]);
  const round = (each) => begun.filter(([year]) => Number(year) % each === 0);
  const chosen = round(STEPS.find((each) => round(each).length <= most));
  return chosen.length ? chosen : months.slice(0, 1);
}

// The bins of events ({date, ahead}; ahead: planned or hypothetical) and the first and last bin of each event, or null.
// A few events long before all others share the first bin; plans for after the last event share the last one.
export function axis(events) {
  const known = events.filter((event) => event.date);
  const happened = known.filter((event) => !event.ahead);
  const counted = (happened.length ? happened : known).map((event) => months(event.date)).sort((x, y) => x - y);
  if (!counted.length) return { bins: [], places: events.map(() => null) };
  let place = counted.length > 2 ? Math.ceil(SPARSE * counted.length) : 0;
  while (place > 0 && counted[place] - counted[place - 1] <= GAP) place -= 1;
  const first = counted[place];
  const last = counted.at(-1) + (happened.some((e) => e.date.length === 4 && months(e.date) === counted.at(-1)) ? 11 : 0);
  const ends = known.map((event) => [months(event.date), months(event.date) + (event.date.length === 4 ? 11 : 0)]);
  const early = ends.some(([, end]) => end < first);
  const late = ends.some(([begin]) => begin > last);
  const bins = Array.from({ length: last - first + 1 }, (_, n) => name(first + n));
  if (early) bins.unshift(`before ${name(first)}`);
  if (late) bins.push(`after ${name(last)}`);
  const at = (month) => (month < first ? 0 : month > last ? bins.length - 1 : month - first + (early ? 1 : 0));
  const whole = ([begin, end]) => [at(begin), at(begin > last ? begin : Math.min(end, last))];
  const found = ends[Symbol.iterator]();
  return { bins, places: events.map((event) => (event.date ? whole(found.next().value) : null)) };
}
