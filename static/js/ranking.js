// A ranking is a list of places with a select each. Here a choice that is given a place leaves the one it had, the two
// changing places once the select is left (not before: who walks through the choices by arrow keys passes others);
// and a line is dragged by its number. The selects alone do the same by keyboard.
import { dragging } from "./dragging.js";

const selects = (list) => [...list.querySelectorAll("select")];
const values = (list) => selects(list).map((select) => select.value);
const listOf = (event) => event.target.closest?.("[data-ranking]");
const tell = (list) => list.querySelector("select").dispatchEvent(new Event("change", { bubbles: true }));
let before = [];

document.addEventListener("focusin", (event) => {
  const list = listOf(event);
  if (list) before = values(list);
});

document.addEventListener("focusout", (event) => {
  const list = listOf(event);
  const left = event.target;
  const twin = list && left.value && selects(list).find((select) => select !== left && select.value === left.value);
  const had = list && before[selects(list).indexOf(left)];
  if (!twin || had === left.value) return;
  twin.value = had ?? "";
  tell(list);
});

dragging({
  begin: (handle) => handle.closest("[data-ranking] [data-row]"),
  over: (row, element) => (element.matches("[data-row]") && element.parentElement === row.parentElement ? element : null),
  drop(row, goal) {
    const list = row.parentElement;
    const rows = [...list.children];
    const order = values(list);
    order.splice(rows.indexOf(goal), 0, ...order.splice(rows.indexOf(row), 1));
    selects(list).forEach((select, place) => (select.value = order[place]));
    tell(list);
  },
});

for (const list of document.querySelectorAll("[data-ranking]")) list.setAttribute("data-draggable", "");
