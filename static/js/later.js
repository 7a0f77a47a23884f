// What this person typed and the server never heard of (offline, signed out, a closed window) is sent by the next page
// she opens, on the text it was written on, so that the server can merge it with what came since.
import { isUnsaved } from "./autosave.js";
import { notice } from "./notices.js";
import { all, drop, dropUnchanged } from "./unsaved.js";

const token = () => document.querySelector('input[name="csrfmiddlewaretoken"]')?.value;
const own = (record) => [...document.querySelectorAll("form[data-merges]")].find((form) => form.elements.tab?.value === record.tab);
const when = (record) => new Date(record.at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
const waiting = () => all().filter((record) => record.path && !own(record));

// The server names in a cookie the page whose button it has just obeyed.
function arrivedByButton() {
  const tab = document.cookie.match(/(?:^|; )kept_tab=([0-9a-z]+)/)?.[1];
  if (!tab) return;
  all().filter((record) => record.tab === tab).forEach((record) => drop(record.key));
  document.cookie = "kept_tab=; path=/proposals/; max-age=0; samesite=lax";
}

function bodyOf(record) {
  const body = new URLSearchParams([...record.pairs, ["csrfmiddlewaretoken", token()]]);
  if (record.button?.[0] === "act") body.append(...record.button);
  return body;
}

async function sendOne(record) {
  const headers = { "HX-Request": "true", Accept: "text/html" };
  const answer = await fetch(record.path, { method: "POST", headers, body: bodyOf(record) });
  if (answer.redirected) return; // signed out meanwhile: it waits on
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const faults = [...page.querySelectorAll("#edit-faults [data-kind=warn] li")].map((line) => line.textContent.trim());
  if (answer.ok && faults.length) unfinished(record, `Not all of it could be saved: ${faults.join(" ")}`);
  else if (answer.ok) arrived(record, Number(page.getElementById("base-version")?.value ?? 0));
  else if (answer.status === 409) clashed(record);
  else if (answer.status === 403) unfinished(record, `It could not be saved. ${page.querySelector("main .lead")?.textContent.trim() ?? ""}`);
}

// The page shows what was there before the text arrived: it is loaded again, unless somebody types in it already.
function arrived(record, version) {
  dropUnchanged(record);
  const form = [...document.querySelectorAll("form[data-merges]")].find((each) => each.getAttribute("hx-post") === record.path);
  if (!form || version <= Number(form.elements.base_version.value)) return;
  const words = `What you typed here on ${when(record)} is saved now.`;
  if (isUnsaved(form)) {
    notice("info", `${words} Load the page again to see it.`, []);
    return;
  }
  sessionStorage.setItem("arrived", words);
  location.reload();
}

function clashed(record) {
  const words = `What you typed on ${when(record)} (${record.title}) meets other changes of the same words. Both are kept in the history.`;
  const box = notice("warn", words, [
    ["See both and decide", () => { drop(record.key); post(record); }],
    ["Leave it as it stands", () => { drop(record.key); box.remove(); }],
  ]);
}

function unfinished(record, why) {
  const words = `You typed something on ${when(record)} (${record.title}). ${why} It is still in this browser.`;
  const text = document.createElement("pre");
  text.hidden = true;
  text.textContent = record.pairs.filter(([name]) => !/version$|^tab$|_FORMS$|-key$/.test(name)).map((pair) => pair[1]).join("\n");
  const box = notice("warn", words, [
    ["Show it", () => { text.hidden = false; }],
    ["Throw it away", () => { drop(record.key); box.remove(); }],
  ]);
  box.querySelector(".notice-body").append(text);
}

// As a person's own button would have sent it: the answer is the page with both texts.
function post(record) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = record.path;
  for (const [name, value] of bodyOf(record)) {
    const field = document.createElement("textarea");
    Object.assign(field, { name, value, hidden: true });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

async function sendAll() {
  if (!token()) return;
  for (const record of waiting()) {
    try {
      await sendOne(record);
    } catch {
      return; // not reached: the next page, or the next time we are online
    }
  }
}

// Signing out leaves nothing of hers in this browser; what waits is sent first.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.dataset.signOut === undefined || form.dataset.emptied !== undefined) return;
  if (all().length === 0) return;
  event.preventDefault();
  form.dataset.emptied = "";
  await Promise.race([sendAll(), new Promise((done) => setTimeout(done, 4_000))]);
  all().forEach((record) => drop(record.key));
  form.submit();
});

arrivedByButton();
const words = sessionStorage.getItem("arrived");
if (words) notice("ok", words, []);
sessionStorage.removeItem("arrived");
addEventListener("online", sendAll);
sendAll();
