// Writing a reply works without this file. It adds: saving as one goes, the count of signs, and a text that outlives a
// line that was cut (kept in the browser until the server has it).
(() => {
  const WAIT = 2000, AGAIN = 15000;
  let timer = null, sending = false, sent = null;
  const form = () => document.querySelector("form[data-draft]");
  const key = () => `porte-voix:reply:${form().dataset.draft}`;
  const word = (name) => form().querySelector("[data-words]").content.querySelector(`[data-${name}]`).textContent;
  const store = (text) => { try { text === null ? localStorage.removeItem(key()) : localStorage.setItem(key(), text); } catch { /* private window */ } };
  const stored = () => { try { return localStorage.getItem(key()); } catch { return null; } };
  const area = () => form()?.querySelector("textarea[name=text]");
  const tell = (text) => { const place = form()?.querySelector("[data-saved]"); if (place) place.textContent = text; };
  const announce = (text) => { const place = form()?.querySelector("[data-told]"); if (place) place.textContent = text; };

  function count() {
    const place = form()?.querySelector("[data-size]");
    if (!place || place.dataset.counting !== "signs") return; // other ways of counting: the server says
    const text = area().value.trim();
    place.textContent = String(window.Intl?.Segmenter ? [...new Intl.Segmenter().segment(text)].length : [...text].length);
  }

  function draftForms(text) { // "replace by placeholders" works on what is written now
    for (const other of document.querySelectorAll("form[data-uses-draft] input[name=text]")) other.value = text;
  }

  function numbers(seq) {
    for (const field of document.querySelectorAll("#maintenant input[name=seq]")) field.value = String(seq);
  }

  async function save() {
    clearTimeout(timer);
    const now = form();
    if (!now || sending) return;
    const text = area().value;
    if (text === sent || (!text.trim() && !sent)) return;
    sending = true;
    const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
    try {
      const answer = await fetch(now.dataset.write, {
        method: "POST", redirect: "error", keepalive: true,
        body: new URLSearchParams({ do: "save", seq: now.querySelector("[name=seq]").value, text }),
        headers: { Accept: "application/json", "X-CSRFToken": token },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const said = await answer.json();
      if (said.status !== "running") return window.location.reload();
      if (!said.saved) return tell(said.message);
      if (form() !== now) return; // the page went on
      sent = text;
      numbers(said.seq);
      store(null);
      tell(`${word("kept")} ${said.at}`);
      const place = now.querySelector("[data-size]");
      if (place.dataset.counting !== "signs") place.textContent = String(said.size);
    } catch {
      if (!form()) return;
      store(text);
      if (form().querySelector("[data-saved]").textContent !== word("cut")) announce(word("cut"));
      tell(word("cut"));
      timer = setTimeout(save, AGAIN);
    } finally {
      sending = false;
      if (form() && area().value !== text) schedule();
    }
  }

  function schedule() {
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  }

  function begin() {
    if (!form()) return;
    sent = area().value;
    const kept = stored();
    if (kept !== null && kept !== sent && kept.trim()) { // written while the line was cut
      area().value = kept;
      draftForms(kept);
      tell(word("changed"));
      schedule();
    } else store(null);
    count();
  }

  document.addEventListener("input", (event) => {
    if (event.target !== area()) return;
    count();
    draftForms(area().value);
    tell(word("changed"));
    schedule();
  });
  document.addEventListener("focusout", (event) => { if (event.target === area()) save(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
  window.addEventListener("online", save);
  // What is typed while an answer is on its way outlives the exchange of the page's part.
  let asked = null, typed = null, caret = 0;
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!event.detail.elt.closest?.("#maintenant")) return;
    clearTimeout(timer);
    asked = area()?.value ?? null;
  });
  document.addEventListener("htmx:beforeSwap", () => {
    const now = area();
    typed = now && asked !== null && now.value !== asked ? now.value : null;
    caret = now?.selectionEnd ?? 0;
    asked = null;
  });
  document.addEventListener("htmx:afterSwap", () => {
    begin();
    if (typed === null || !area()) return;
    area().value = typed;
    typed = null;
    draftForms(area().value);
    setTimeout(() => { area()?.focus(); area()?.setSelectionRange(caret, caret); });
    count();
    tell(word("changed"));
    schedule();
  });
  // The place of a remark: focus goes there, so that the keyboard goes on from it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#passage-"]');
    const place = link && document.getElementById(link.hash.slice(1));
    if (place) setTimeout(() => place.focus());
  });
  begin();
})();
