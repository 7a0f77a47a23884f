// The switch of time zones: offers the reader's own zone, and every name that the browser knows.
function spoken(name) {
  return name.replaceAll("_", " ");
}

function offer(part) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const form = part.querySelector("form");
  if (!form || !own || spoken(own) === part.dataset.zone) return;
  const address = new URL(location.href);
  address.searchParams.set("zone", own);
  address.searchParams.delete("page");
  const link = document.createElement("a");
  link.href = address.pathname + address.search;
  link.textContent = `Show them in ${spoken(own)}`;
  const words = document.createElement("span");
  words.className = "zone-offer";
  words.append(" ", link, ".");
  part.querySelector("p").append(words);
}

for (const part of document.querySelectorAll("[data-zone]")) {
  offer(part);
  part.querySelector("details")?.addEventListener("toggle", () => {
    const names = part.querySelector("datalist");
    if (names.options.length) return;
    for (const name of Intl.supportedValuesOf("timeZone")) names.append(new Option("", spoken(name)));
  });
}
