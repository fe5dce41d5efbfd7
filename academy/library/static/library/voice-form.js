// Tells the stylesheet which kind of rule of voice is being written, so that only the fields of that kind show.
(function () {
  "use strict";
  function follow() {
    const kind = document.querySelector('select[name="kind"]');
    const form = kind && kind.closest("form");
    if (!form || !form.querySelector('[name="message_fr"]')) return;
    const tell = function () { form.dataset.voiceKind = kind.value; };
    kind.addEventListener("change", tell);
    tell();
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", follow);
  else follow();
})();
