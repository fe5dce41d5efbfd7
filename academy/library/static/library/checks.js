// Puts what the checks say beside the field concerned. Blocks are drawn by script, so it waits until they are there.
(function () {
  "use strict";
  const data = document.getElementById("pv-beside");
  if (!data) return;
  let waiting = JSON.parse(data.textContent);
  function find(place) {
    let spot = document;
    for (const part of place) {
      spot = spot.querySelector('[data-contentpath="' + CSS.escape(part) + '"]');
      if (!spot) return null;
    }
    return spot;
  }
  function note(one) {
    const line = document.createElement("p");
    line.className = "pv-beside pv-beside--" + one.severity;
    const code = document.createElement("code");
    code.textContent = one.code;
    line.append(code, " " + one.text + (one.mend ? " — " + one.mend : ""));
    return line;
  }
  function put() {
    waiting = waiting.filter(function (one) {
      const spot = find(one.place);
      if (!spot) return true;
      const last = Array.from(spot.children).filter((child) => child.classList.contains("pv-beside")).pop();
      if (last) last.after(note(one));
      else spot.prepend(note(one));
      return false;
    });
  }
  let left = 50;
  (function again() {
    put();
    if (waiting.length && --left) setTimeout(again, 200);
  })();
})();
