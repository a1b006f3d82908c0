// Resolving a typed name to an actor as in graphkit/actors/resolve.py: the same folding of names and the same order.

const LETTERS = { ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", ı: "i", ə: "e", þ: "t", æ: "ae", œ: "oe", ß: "ss", "&": " and " };
const DROPPED = /['’‘ʼʻ`´.\u00ad\u200b-\u200f\u2060\ufeff]/g;

// A name in the folded form in which names are compared.
export function plain(text) {
  const apart = text.normalize("NFKD").toLowerCase().normalize("NFKD").replace(/[øłđðħıəþæœß&]/g, (letter) => LETTERS[letter]);
  let words = apart.replace(/\p{M}/gu, "").replace(DROPPED, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  while (words.length > 1 && words[0] === "the") words = words.slice(1);
  return words.join(words.every((word) => [...word].length === 1) ? "" : " ");
}

// How typed text matches: 0 a key or complete name, 1 complete words, 2 the beginning of words, 3 letters; or null.
function fit(asked, { keys, names }) {
  if (keys.includes(asked) || names.includes(asked)) return 0;
  const words = asked.split(" ");
  const fits = names.map((name) => {
    const own = name.split(" ");
    if (words.every((word) => own.includes(word))) return 1;
    if (` ${name}`.includes(` ${asked}`)) return 2;
    return name.includes(asked) ? 3 : null;
  });
  return fits.reduce((best, one) => (one === null || (best !== null && best <= one) ? best : one), null);
}

// The actors that match typed text: best first, bodies before persons, equal ones by amount of evidence.
export function matches(typed, actors) {
  const asked = [...new Set([plain(typed), typed.trim().toLowerCase()])].filter(Boolean);
  const found = [];
  for (const actor of actors) {
    const fits = asked.map((form) => fit(form, actor)).filter((how) => how !== null);
    if (fits.length) found.push([Math.min(...fits), actor.kind === "Person" ? 1 : 0, -actor.weight, actor]);
  }
  found.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || (a[3].name < b[3].name ? -1 : 1));
  return found.map(([, , , actor]) => actor);
}
