// Names of actors on the picture: the largest first, none over another, each with a rim of the ground against the lines.
import { GROUND, INK } from "./colours.js";

const GAP = 3;
const RIM = 4;
const LARGE = 5; // circles of more pixels are not written over

// The places a name may have about its circle, the best first, as left edge and baseline.
function places({ x, y, size }, width, height) {
  const beside = y + height / 3;
  return [
    [x + size + GAP, beside],
    [x - size - GAP - width, beside],
    [x - width / 2, y + size + height],
    [x - width / 2, y - size - GAP],
  ];
}

function write(context, { label }, x, y) {
  context.lineJoin = "round";
  context.lineWidth = RIM;
  context.strokeStyle = GROUND;
  context.strokeText(label, x, y);
  context.fillStyle = INK;
  context.fillText(label, x, y);
}

function font(context, size, weight = "normal") {
  context.font = `${weight} ${size}px system-ui, sans-serif`;
}

function apart(one, other) {
  return one.right < other.left || one.left > other.right || one.bottom < other.top || one.top > other.bottom;
}

// The area of both of two boxes.
function shared(one, other) {
  const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const tall = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return wide > 0 && tall > 0 ? wide * tall : 0;
}

function within({ left, right, top, bottom }, points) {
  return points.reduce((sum, { x, y }) => sum + (x > left && x < right && y > top && y < bottom ? 1 : 0), 0);
}

// Draws what of some labels (as sigma has them) finds room on a canvas of that width, but for what is covered, each
// where it hides least of the points of lines; gives the names that found room, and where they are.
export function drawLabels(context, labels, width, covered, lines = []) {
  const circles = labels
    .filter(({ size }) => size > LARGE)
    .map(({ x, y, size, label }) => ({ left: x - size, right: x + size, top: y - size, bottom: y + size, label }));
  const taken = [...covered];
  const drawn = [];
  for (const data of labels.sort((one, other) => other.size - one.size)) {
    const height = Math.min(16, 10 + data.size / 3);
    font(context, height);
    const wide = context.measureText(data.label).width;
    const box = ([left, base]) => ({ left, right: left + wide, top: base - height, bottom: base + height / 4 });
    const room = places(data, wide, height).filter((place) => {
      const own = box(place);
      return own.left >= 0 && own.right <= width && taken.every((other) => apart(own, other));
    });
    const over = room.map((place) =>
      circles.reduce((sum, other) => sum + (other.label === data.label ? 0 : shared(box(place), other)), 0),
    );
    const least = Math.min(...over); // what a large one hides of other circles; a small one hides none
    if (!room.length || (least > 0 && data.size <= LARGE)) continue;
    const clear = room.filter((_, n) => over[n] === least);
    const hidden = clear.map((place) => within(box(place), lines));
    const free = clear[hidden.indexOf(Math.min(...hidden))];
    taken.push(box(free));
    write(context, data, ...free);
    drawn.push({ label: data.label, ...box(free) });
  }
  return drawn;
}

// The actor under the pointer: its name in full, over everything.
export function drawHovered(context, data) {
  context.beginPath();
  context.arc(data.x, data.y, data.size + 2, 0, 2 * Math.PI);
  context.lineWidth = 2;
  context.strokeStyle = INK;
  context.stroke();
  if (!data.label) return;
  font(context, 15, "bold");
  const width = context.measureText(data.label).width;
  const left = Math.max(GAP, Math.min(data.x + data.size + GAP, context.canvas.clientWidth - width - GAP));
  write(context, data, left, data.y + 5);
}
