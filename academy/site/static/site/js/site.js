// Small comforts; every page works without this file.
// Menus (details.menu) close on Escape or a click elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
// After a part of a page was exchanged, focus goes to what it names: <… data-focus tabindex="-1">.
document.addEventListener("htmx:afterSettle", (event) => {
  const element = event.detail.elt;
  const target = element.matches?.("[data-focus]") ? element : element.querySelector?.("[data-focus]");
  target?.focus();
});
// Installed on a phone, lessons and playbooks of one's courses stay readable without a network (sw.js).
if ("serviceWorker" in navigator && document.body.hasAttribute("data-offline-ready")) {
  navigator.serviceWorker.register("/sw.js");
  const ahead = [...document.querySelectorAll("a[data-keep-offline]")].map((link) => link.href);
  if (ahead.length) navigator.serviceWorker.ready.then((worker) => worker.active.postMessage({ keep: ahead }));
}
