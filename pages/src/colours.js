// The colours of actors and pairs, on light and dark backgrounds.
import { actors } from "./data.js";
import { view } from "./view.js";

export const dark = matchMedia("(prefers-color-scheme: dark)").matches;
export const INK = dark ? "#e8e8e8" : "#1c1c1c";
export const GROUND = dark ? "#17191c" : "#ffffff";
export const FADED = dark ? "#2b2e33" : "#e9e9e9";
const NEITHER = dark ? "#8a8a8a" : "#8f8f8f";
const TONES = {
  cooperation: dark ? "#74b483" : "#2f7d46",
  conflict: dark ? "#de7763" : "#b8442f",
  "both or neither": NEITHER,
};
const KINDS = {
  State: "#4a7fb5", Person: "#c08a3e", Organisation: "#5f9a52", ArmedGroup: "#a8524f", Bloc: "#8069b0", Territory: "#4d9a9a",
};
const NAMES = { ArmedGroup: "armed group" };
const PALETTE = ["#4a7fb5", "#c08a3e", "#5f9a52", "#a8524f", "#8069b0", "#4d9a9a", "#b0679c", "#8a8a3c", "#6b7a90", "#9a6b4d"];
const LISTED = matchMedia("(max-width: 40rem)").matches ? 3 : 6; // communities in the legend

export function tone(pair) {
  const mean = pair.balance / pair.events.length;
  return TONES[mean < -0.3 ? "conflict" : mean > 0.3 ? "cooperation" : "both or neither"];
}

export function colourOf(actor) {
  if (view.colour === "kind") return KINDS[actor.kind] || NEITHER;
  return actor.community < 0 ? NEITHER : PALETTE[actor.community % PALETTE.length];
}

export function kindOf(actor) {
  return NAMES[actor.kind] ?? actor.kind.toLowerCase();
}

// The legend for the visible actors, as rows of colour and word; `strength` is the amount of evidence about each.
export function keyOfActors(strength) {
  const seen = actors.map((actor, place) => ({ actor, own: strength[place] })).filter(({ own }) => own > 0);
  if (view.colour === "kind") {
    return Object.keys(KINDS)
      .map((kind) => seen.find(({ actor }) => actor.kind === kind)?.actor)
      .filter(Boolean)
      .map((actor) => [colourOf(actor), kindOf(actor)]);
  }
  const groups = new Map();
  for (const one of seen.sort((x, y) => y.own - x.own)) {
    const members = groups.get(one.actor.community) ?? [];
    groups.set(one.actor.community, [...members, one.actor]);
  }
  const told = [...groups].filter(([community, members]) => community >= 0 && members.length > 1);
  return told
    .sort(([, x], [, y]) => y.length - x.length)
    .slice(0, LISTED)
    .map(([, members]) => [colourOf(members[0]), `${members[0].name} and ${members.length - 1} more`]);
}

export const keyOfPairs = Object.entries(TONES).map(([word, colour]) => [colour, word]);
