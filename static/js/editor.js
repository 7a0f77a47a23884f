// The proposal editor: counts words while they are typed, and lets the answer to a clash (status 409) into the page.
const count = (text) => text.trim().split(/\s+/u).filter(Boolean).length;

function tell(line) {
  const text = document.getElementById(line.dataset.count)?.value ?? "";
  const unit = line.dataset.unit ?? "words";
  const number = unit === "letters" ? [...text.trim()].length : count(text);
  const limit = Number(line.dataset.limit ?? 0);
  const over = limit > 0 && number > limit;
  const excess = `: ${number - limit} too many. All of it is kept, but it cannot be handed in so`;
  line.textContent = `${number}${limit ? ` of ${limit}` : ""} ${unit}${over ? excess : ""}`;
  line.toggleAttribute("data-over", over);
}

document.addEventListener("input", (event) => {
  const line = document.querySelector(`[data-count="${CSS.escape(event.target.id || "-")}"]`);
  if (line) tell(line);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 409) event.detail.shouldSwap = true;
});

document.querySelectorAll("[data-count]").forEach(tell);
