// What others do to the schedule meanwhile: asks every second whether the draft was changed, and puts only the parts
// that look different in place of those with the same id. A move's answer is put in the same way.
const LISTENS = 1000; // milliseconds between two questions
const LASTS = 15_000; // milliseconds for which a sentence stands
export const editor = () => document.getElementById("editor");
const now = () => document.getElementById("now").dataset;
const waiting = () => document.getElementById("waiting").dataset;

// What the page has: the server tells from it what it lacks.
export function has() {
  return {
    since: now().edit,
    version: now().version,
    frame: now().frame,
    day: editor().dataset.day,
    q: waiting().words,
    page: waiting().page,
  };
}

let fades = null;

export function say(words) {
  const line = editor().querySelector("[data-said]");
  if (line.textContent !== words) line.textContent = words;
  clearTimeout(fades);
  fades = setTimeout(() => {
    if (!("moving" in editor().dataset)) editor().querySelector("[data-said]").textContent = "";
  }, LASTS);
}

const start = (card) => `${card.dataset.start} ${String(card.dataset.col ?? "").padStart(3, "0")}`;

// In order of time, so that the keyboard goes from card to card as the day goes.
function insert(card) {
  const into = document.getElementById(card.id.startsWith("line-") ? "lines" : "grid");
  const later = [...into.querySelectorAll(":scope > .session-card")].find((each) => start(each) > start(card));
  if (later) later.before(card);
  else into.append(card);
}

function put(part) {
  const old = document.getElementById(part.id);
  if ("gone" in part.dataset) {
    // A card that waits now stands in the list of those already.
    if (old?.closest("#grid, #lines")) old.remove();
  } else if (part.dataset.start) {
    old?.remove();
    insert(part);
  } else if (part.id === "history") {
    part.querySelector("details")?.toggleAttribute("open", Boolean(old.querySelector("details[open]")));
    old.replaceWith(part);
  } else {
    old?.replaceWith(part);
  }
}

// Where the keyboard is, so that it is there again: a card's handle, a field, a button of a form.
function focused() {
  const element = document.activeElement;
  const card = element?.closest?.("#editor [data-code]");
  if (card) return () => document.getElementById(card.id)?.querySelector(".grip");
  if (element?.id) return () => document.getElementById(element.id);
  const turn = element?.closest?.("[data-turn]")?.dataset.turn;
  return () => (turn ? document.querySelector(`[data-turn="${turn}"] button:not([disabled])`) : null);
}

export function patch(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const whole = page.getElementById("editor");
  const parts = page.querySelector("[data-parts]");
  const again = focused();
  const typed = document.activeElement?.id === "waiting-q" ? document.activeElement.value : null;
  if (whole) {
    editor().replaceWith(document.adoptNode(whole));
  } else if (parts) {
    const said = parts.querySelector("#now").dataset.saidNow;
    for (const part of [...parts.children]) put(document.adoptNode(part));
    if (said) say(said);
  } else {
    throw new Error("no part of the schedule");
  }
  const goal = again();
  if (goal && goal !== document.activeElement) goal.focus({ preventScroll: true });
  if (typed !== null && goal) goal.value = typed;
}

// Ask the server for something; the answer is put into the page. Whatever goes wrong is said, and nothing is lost.
export async function send(address, values) {
  const body = new URLSearchParams({ ...has(), ...values, csrfmiddlewaretoken: editor().dataset.token });
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (answer.redirected) say("Not moved: you are signed out. Sign in again in another window, then repeat it here.");
    else if (answer.status === 403) say("Not moved: your seat may not do that any more. Load the page again.");
    else if (!answer.ok) say("Not moved: the server could not answer. Try again in a moment.");
    else patch(await answer.text());
  } catch {
    say("Not moved: there is no connection to the server. Try again when you are online.");
  }
}

async function fetchChanges() {
  const answer = await fetch(`${editor().dataset.changes}?${new URLSearchParams(has())}`, { headers: { "HX-Request": "true" } });
  if (answer.ok && !answer.redirected) patch(await answer.text());
}

// `isBusy` says that a card is in somebody's hand: the page holds still until it is put down.
export function listen(isBusy) {
  let asks = false;
  setInterval(async () => {
    if (asks || document.hidden || isBusy() || !editor()) return;
    asks = true;
    try {
      const answer = await fetch(editor().dataset.pulse, { headers: { "HX-Request": "true" } });
      if (answer.ok && !answer.redirected) {
        const { version, edit } = await answer.json();
        const isOther = String(version) !== now().version || String(edit) !== now().edit;
        if (isOther && !isBusy()) await fetchChanges();
      }
    } catch {
      // Offline: the next second asks again.
    }
    asks = false;
  }, LISTENS);
}
