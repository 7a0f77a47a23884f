// A page that was open while its session ended, or while somebody signed in again in another window: does the server
// still know this person here? If so the page takes over the new token, and can send again.
import { person } from "./unsaved.js";

const isToken = 'input[name="csrfmiddlewaretoken"]';

// "in", "out", "other" (somebody else is signed in here now) or "unknown" (the server was not reached).
export async function look() {
  let page;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (answer.redirected && new URL(answer.url).pathname !== location.pathname) return "out";
    if (!answer.ok && answer.status !== 404) return "unknown";
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return "unknown";
  }
  const now = page.body.dataset.person ?? "";
  if (now !== person()) return now ? "other" : "out";
  const fresh = page.querySelector(isToken)?.value;
  if (fresh) for (const field of document.querySelectorAll(isToken)) field.value = fresh;
  return "in";
}
