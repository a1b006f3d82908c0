// Labels of actors in the picture: largest first, without overlap, with an outline in the background colour.
import { GROUND, INK } from "./colours.js";
import { GAP, placed } from "./places.js";

const RIM = 4;

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

// Draws those labels (from sigma) that find room on a canvas of that width outside the covered boxes, each where it hides as
// little as possible of circles and of the points of lines; returns the labels drawn, and their boxes.
export function drawLabels(context, labels, width, covered, seen, lines = []) {
  const circles = seen.map(({ x, y, size, label }) => ({ left: x - size, right: x + size, top: y - size, bottom: y + size, label }));
  const taken = [...covered];
  const drawn = [];
  for (const data of labels.sort((one, other) => other.size - one.size)) {
    const height = Math.min(16, 10 + data.size / 3);
    font(context, height);
    const wide = context.measureText(data.label).width;
    const found = placed(data, wide, height, { width, taken, circles, lines });
    if (!found) continue;
    taken.push(found.box);
    write(context, data, found.left, found.base);
    drawn.push({ label: data.label, ...found.box });
  }
  return drawn;
}

// The actor under the pointer: its full name, on top of everything.
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
