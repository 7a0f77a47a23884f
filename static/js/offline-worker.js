// Keeps the public program of one meeting for reading without a net. `KEPT` is written before this by the server: the
// release, where it stands, and which pages are kept from the start. Only what is the same for everybody is kept.
const { release, base, pages } = self.KEPT;
const PREFIX = `program ${base} `;
const NAME = PREFIX + release;
const WHOLE = `${base}kept-whole`;
const PATIENCE = 4000;

function isPublic(response) {
  return response.ok && (response.headers.get("Cache-Control") ?? "").startsWith("public");
}

async function keep(address) {
  const response = await fetch(address, { credentials: "omit", cache: "no-cache" });
  const isOurs = new URL(address, self.location).pathname.startsWith("/static/") && response.ok;
  if (isPublic(response) || isOurs) await (await caches.open(NAME)).put(address, response);
}

async function keepAll(addresses, tell = () => {}) {
  let done = 0;
  const waiting = [...addresses];
  const next = async () => {
    while (waiting.length) {
      await keep(waiting.shift()).catch(() => {});
      tell(++done, addresses.length);
    }
  };
  await Promise.all([next(), next(), next(), next()]);
}

async function keepWhole(tell) {
  const sitemap = await (await fetch(`${base}sitemap.xml`)).text();
  const found = [...sitemap.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, told]) => new URL(told.replaceAll("&amp;", "&")));
  await keepAll(found.map((each) => each.pathname + each.search), tell);
  await (await caches.open(NAME)).put(WHOLE, new Response("yes"));
}

async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  const wasWhole = (await Promise.all(old.map(async (name) => (await caches.open(name)).match(WHOLE)))).some(Boolean);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
  if (wasWhole) keepWhole(() => {});
}

async function answer(event) {
  const { request } = event;
  const kept = await (await caches.open(NAME)).match(request, { ignoreVary: true });
  const slow = new Promise((resolve) => kept && setTimeout(resolve, PATIENCE, kept));
  const asked = fetch(request).then(async (response) => {
    if (response.status >= 500 && kept) return kept;
    if (isPublic(response)) {
      const copy = response.clone();
      event.waitUntil(caches.open(NAME).then((cache) => cache.put(request, copy)));
    }
    return response;
  });
  try {
    return await Promise.race([asked, slow]);
  } catch {
    if (kept) return kept;
    const other = request.mode === "navigate" && (await caches.match(`${base}offline/`));
    return other || Response.error();
  }
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keepAll(pages));
});
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const isOwn = new URL(event.request.url).origin === self.location.origin;
  if (event.request.method === "GET" && isOwn && !event.request.headers.get("HX-Request")) event.respondWith(answer(event));
});
self.addEventListener("message", (event) => {
  const { resources, whole } = event.data;
  if (resources) event.waitUntil(keepAll(resources));
  if (whole) event.waitUntil(keepWhole((done, of) => event.source.postMessage({ done, of })));
});
