// Stars on pages that are the same for everybody. Once the reader's own part is there, each link that leads to the
// page with the button becomes the button itself.
const WORDS = { true: "Remove the star", false: "Star this session" };

function draw(button, starred) {
  button.setAttribute("aria-pressed", String(starred));
  button.title = WORDS[starred];
  button.querySelector(".icon").dataset.icon = starred ? "starred" : "star";
}

function buttonFor(link, starred) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.dataset.star = link.getAttribute("href");
  button.append(...link.childNodes);
  draw(button, starred);
  return button;
}

function enhance() {
  const told = document.getElementById("starred");
  if (!told) return;
  const starred = new Set(JSON.parse(told.textContent));
  for (const link of document.querySelectorAll("a[data-star]")) {
    link.replaceWith(buttonFor(link, starred.has(link.getAttribute("href"))));
  }
}

async function turn(button) {
  const address = button.dataset.star;
  const told = document.getElementById("starred");
  const starred = new Set(JSON.parse(told.textContent));
  const now = !starred.has(address);
  draw(button, now);
  const headers = { "X-CSRFToken": document.getElementById("star-token").value, "HX-Request": "true" };
  const answer = await fetch(address, { method: "POST", headers }).catch(() => null);
  if (answer?.ok) {
    if (now) starred.add(address);
    else starred.delete(address);
    told.textContent = JSON.stringify([...starred]);
  } else {
    draw(button, !now);
    button.title = "This could not be kept. Try again.";
  }
}

document.addEventListener("htmx:afterSettle", enhance);
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-star]");
  if (button) turn(button);
});
