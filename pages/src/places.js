// The position of an actor's label beside its circle.

export const GAP = 3;
export const LARGE = 5; // larger circles, in pixels, are always labelled; labels of small ones cover no circle
const APART = 2; // pixels between two labels

// The possible positions of a label beside its circle, best first, as left edge and baseline.
function places({ x, y, size }, width, height) {
  const beside = y + height / 3;
  return [
    [x + size + GAP, beside],
    [x - size - GAP - width, beside],
    [x - width / 2, y + size + height],
    [x - width / 2, y - size - GAP],
  ];
}

function apart(one, other) {
  const beside = one.right + APART < other.left || one.left > other.right + APART;
  return beside || one.bottom < other.top || one.top > other.bottom;
}

// The area shared by two boxes.
function shared(one, other) {
  const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const tall = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return wide > 0 && tall > 0 ? wide * tall : 0;
}

function within({ left, right, top, bottom }, points) {
  return points.reduce((sum, { x, y }) => sum + (x > left && x < right && y > top && y < bottom ? 1 : 0), 0);
}

// The position of a label of that size, as left edge, baseline and box: within the width and outside what is taken, hiding as
// little as possible of other circles (for a small one nothing) and of the points of lines. Null if there is no room.
export function placed(data, wide, height, { width, taken, circles, lines }) {
  const box = ([left, base]) => ({ left, right: left + wide, top: base - height, bottom: base + height / 4 });
  const room = places(data, wide, height).filter((place) => {
    const own = box(place);
    return own.left >= 0 && own.right <= width && taken.every((other) => apart(own, other));
  });
  const others = circles.filter(({ label }) => label !== data.label);
  const over = room.map((place) => others.reduce((sum, other) => sum + shared(box(place), other), 0));
  const least = Math.min(...over);
  if (!room.length || (least > 0 && data.size <= LARGE)) return null;
  const clear = room.filter((_, n) => over[n] === least);
  const hidden = clear.map((place) => within(box(place), lines));
  const [left, base] = clear[hidden.indexOf(Math.min(...hidden))];
  return { left, base, box: box([left, base]) };
}
