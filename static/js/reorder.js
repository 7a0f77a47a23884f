// Lists in an order of one's own: ol[data-reorder=ADDRESS] with li[data-key] that hold a button[data-grip].
// Drag the grip, or press the arrow keys on it; every new order is posted as `order=KEY` for each line, and said
// aloud in the element named by data-says. Without script the lines have their own Up and Down buttons.
const list = document.querySelector("ol[data-reorder]");
let dragged = null;
let before = [];

const lines = () => [...list.querySelectorAll(":scope > li[data-key]")];
const keys = () => lines().map((line) => line.dataset.key);
const say = (text) => {
  document.getElementById(list.dataset.says).textContent = text;
};

function restore() {
  const byKey = new Map(lines().map((line) => [line.dataset.key, line]));
  list.append(...before.map((key) => byKey.get(key)));
}

async function send(line) {
  const body = new URLSearchParams(keys().map((key) => ["order", key]));
  body.set("csrfmiddlewaretoken", list.querySelector("[name=csrfmiddlewaretoken]").value);
  try {
    const answer = await fetch(list.dataset.reorder, { method: "POST", body, redirect: "error" });
    if (!answer.ok) throw new Error(answer.statusText);
    say(`${line.dataset.name}: place ${keys().indexOf(line.dataset.key) + 1} of ${keys().length}.`);
    before = keys();
  } catch {
    restore();
    say("The order could not be saved. Nothing was changed; try again.");
  }
}

function start() {
  before = keys();
  for (const line of lines()) {
    const grip = line.querySelector("[data-grip]");
    grip.hidden = false;
    grip.draggable = true;
    grip.addEventListener("dragstart", (event) => {
      dragged = line;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", line.dataset.key);
      event.dataTransfer.setDragImage(line, 8, 8);
    });
    grip.addEventListener("dragend", () => {
      const moved = dragged;
      dragged = null;
      if (moved && keys().join() !== before.join()) send(moved);
    });
    grip.addEventListener("keydown", (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      const all = lines();
      const other = all[all.indexOf(line) + (step ?? 0)];
      if (!step) return;
      event.preventDefault();
      if (!other) return;
      if (step < 0) other.before(line);
      else other.after(line);
      grip.focus();
      send(line);
    });
  }
}

list?.addEventListener("dragover", (event) => {
  const over = event.target.closest("li[data-key]");
  if (!dragged) return;
  event.preventDefault();
  if (!over || over === dragged) return;
  const box = over.getBoundingClientRect();
  if (event.clientY < box.top + box.height / 2) over.before(dragged);
  else over.after(dragged);
});
list?.addEventListener("drop", (event) => event.preventDefault());
if (list) start();
