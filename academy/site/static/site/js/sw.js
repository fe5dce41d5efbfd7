// Keeps what a learner may read without a network: pages the server marks `X-Offline: keep`, for one reader at a time.
// Nothing else is ever stored: no form, no answer, no page of somebody else. Signing out empties it.
const FILES = "files-1";
const SHELL = "shell-1";
const OFFLINE = ["/fr/hors-ligne/", "/en/hors-ligne/"];
const pagesOf = (reader) => `pages-${reader}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(OFFLINE)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const known = (name) => name === FILES || name === SHELL || name.startsWith("pages-");
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => !known(name)).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

async function forgetOthers(reader) {
  for (const name of await caches.keys()) {
    if (name.startsWith("pages-") && name !== pagesOf(reader)) await caches.delete(name);
  }
}

async function keep(request, response) {
  const reader = response.headers.get("X-Reader");
  if (!reader) return;
  await forgetOthers(reader);
  if (!response.ok || response.redirected || response.headers.get("X-Offline") !== "keep") return;
  const pages = await caches.open(pagesOf(reader));
  await pages.put(new URL(request.url).pathname, response.clone());
}

async function page(request) {
  try {
    const response = await fetch(request);
    await keep(request, response.clone());
    return response;
  } catch {
    const { pathname } = new URL(request.url);
    const kept = await caches.match(pathname);
    if (kept) return kept;
    return caches.match(pathname.startsWith("/en/") ? OFFLINE[1] : OFFLINE[0]);
  }
}

async function file(request) {
  const files = await caches.open(FILES);
  const kept = await files.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await files.put(request, response.clone());
  return response;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
});

async function keepAhead(addresses) {
  for (const address of addresses) {
    try {
      const response = await fetch(address, { headers: { "X-Keep-Offline": "1" }, credentials: "same-origin" });
      await keep(new Request(address), response);
    } catch {
      return;
    }
  }
}

self.addEventListener("message", (event) => {
  const own = (address) => typeof address === "string" && address.startsWith(`${self.location.origin}/`);
  if (Array.isArray(event.data?.keep)) event.waitUntil(keepAhead(event.data.keep.filter(own).slice(0, 60)));
});
