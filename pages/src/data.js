// The data of the page (see graphkit/pages) as objects; all of it is in the element #data as JSON.
import { axis } from "./time.js";

export const data = JSON.parse(document.getElementById("data").textContent);
export const actors = data.actors;

// An event is a row: from, to, relation, status, denied, speaker, date, ahead, confidence, quote, document.
export const events = data.events.map(([a, b, relation, status, denied, speaker, date, ahead, sure, quote, source]) => ({
  a, b, sure, date, speaker, source,
  denied: denied === 1,
  relation: data.relations[relation],
  status: data.statuses[status],
  ahead: ahead === 1, // planned or hypothetical
  quote: data.quotes[quote],
}));

const time = axis(events);
export const bins = time.bins;
events.forEach((event, n) => (event.time = time.places[n]));

const places = new Map(actors.map((actor, n) => [actor.id, n]));

// The number of the actor with that id, or null.
export function placeOf(id) {
  return places.get(id) ?? null;
}

export function nameOf(end) {
  return actors[end].name;
}

const told = new Array(actors.length).fill(0);
for (const { a, b } of events) for (const end of [a, b]) told[end] += 1;

// All actors that can be searched, including persons that are part of another actor, with the amount of evidence about each.
export const findable = [
  ...actors.map((actor, place) => ({ ...actor, place, weight: told[place] })),
  ...data.persons.map((person) => ({ ...person, kind: "Person", weight: person.told, within: nameOf(person.place) })),
];

export function tally(values) {
  const found = new Map();
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
  return found;
}
