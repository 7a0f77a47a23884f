// A link with data-confirm leads to a page that asks before something is lost. Here that page's question is shown
// in a dialog instead; whatever goes wrong, the link is simply followed.
const dialog = document.createElement("dialog");
dialog.setAttribute("aria-label", "Please confirm");

async function question(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("[data-confirm-body]");
}

async function ask(link) {
  try {
    const body = await question(link.href);
    if (!body) throw new Error("no question on that page");
    const heading = body.querySelector("h1");
    if (heading) heading.id = "confirm-title";
    dialog.setAttribute("aria-labelledby", heading ? "confirm-title" : "");
    dialog.replaceChildren(document.adoptNode(body));
    if (!dialog.isConnected) document.body.append(dialog);
    dialog.showModal();
  } catch {
    location.assign(link.href);
  }
}

document.addEventListener("click", (event) => {
  const close = event.target.closest("dialog [data-dialog-close]");
  if (close) {
    event.preventDefault();
    dialog.close();
    return;
  }
  const link = event.target.closest("a[data-confirm]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  ask(link);
});
