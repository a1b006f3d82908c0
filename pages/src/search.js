// The search box: a list of actors while a name is typed, by the rules of graphkit/actors/resolve.py.
import { kindOf } from "./colours.js";
import { findable } from "./data.js";
import { matches } from "./names.js";
import { el, number } from "./side.js";

const OFFERED = 8;

// `chosen` is called with one of `findable`, `unknown` with the typed text if no actor has that name; returns a function that
// clears the box, to be called when something else is selected.
export function search(chosen, unknown) {
  const box = document.getElementById("search");
  const list = document.getElementById("found");
  let offered = [];
  let at = 0;

  const close = () => {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const mark = (next) => {
    at = (next + offered.length) % offered.length;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    box.setAttribute("aria-activedescendant", `found-${at}`);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const take = (one) => {
    close();
    chosen(one);
    box.value = one.name;
  };
  const offer = () => {
    offered = box.value.trim() ? matches(box.value, findable).slice(0, OFFERED) : [];
    list.replaceChildren(
      ...offered.map((one, n) => {
        const item = el("li");
        const about = one.within ? `acts for ${one.within}` : kindOf(one);
        item.append(el("span", one.name), el("small", `${about} · ${number(one.weight, "piece")}`));
        Object.assign(item, { id: `found-${n}`, role: "option" });
        item.onpointerdown = (event) => {
          event.preventDefault();
          take(one);
        };
        return item;
      }),
    );
    if (!offered.length) return close();
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    mark(0);
  };
  box.oninput = offer;
  box.onfocus = () => box.select();
  box.onblur = close;
  box.onkeydown = (event) => {
    if (event.key === "Enter" && box.value.trim()) {
      if (list.hidden) offer();
      if (offered.length) take(offered[at]);
      else {
        const asked = box.value.trim();
        unknown(asked);
        box.value = asked;
      }
    } else if (event.key === "Escape" && !list.hidden) {
      close();
      event.stopPropagation();
    } else if (["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      if (list.hidden) offer();
      else mark(at + (event.key === "ArrowDown" ? 1 : -1));
    }
  };
  return () => (box.value = "");
}
