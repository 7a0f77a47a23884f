// Deadlines: the time left, and the moment in the reader's own zone where the server could not know it.
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

export function left(ms) {
  if (ms <= 0) return "This moment has passed";
  if (ms < MINUTE) return "Less than a minute left";
  const days = Math.floor(ms / DAY);
  const hours = Math.floor((ms % DAY) / HOUR);
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  if (days >= 3) return `${plural(days, "day")} left`;
  if (days > 0) return `${plural(days, "day")} ${plural(hours, "hour")} left`;
  if (hours > 0) return `${plural(hours, "hour")} ${plural(minutes, "minute")} left`;
  return `${plural(minutes, "minute")} left`;
}

function readerTime(at) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short" }).format(at);
  return `${day} for you (${zone})`;
}

function show(box, now) {
  const at = new Date(box.dataset.deadline);
  const ms = at - now;
  box.dataset.near = ms <= 0 ? "passed" : ms < 3 * DAY ? "soon" : "far";
  const text = left(ms);
  const slot = box.querySelector("[data-left]");
  if (slot && slot.textContent !== text) slot.textContent = text;
  box.querySelector(".deadline-left").hidden = false;
}

function showAll() {
  document.querySelectorAll("[data-deadline]").forEach((box) => show(box, Date.now()));
}

function tellReaderTime(root) {
  for (const slot of root.querySelectorAll("[data-reader-time]:not([data-told])")) {
    slot.dataset.told = "";
    const at = new Date(slot.closest("[data-deadline]").dataset.deadline);
    slot.textContent = readerTime(at);
  }
}

tellReaderTime(document);
showAll();
setInterval(showAll, 15_000);
document.addEventListener("htmx:afterSettle", () => {
  tellReaderTime(document);
  showAll();
});
