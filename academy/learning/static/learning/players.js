// The players work without this file. It adds: a truthful word and "send again" when the line is cut, and for a quiz
// a queue in the browser: answers given offline wait in localStorage and are sent when the line returns.
(() => {
  const line = () => document.getElementById("ligne");
  const show = (id) => line()?.replaceChildren(document.getElementById(id).content.cloneNode(true));
  const clear = () => line()?.replaceChildren();
  let last = null; // the form (and its button) whose sending failed

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.closest?.("#joueur")) clear();
  });
  document.addEventListener("htmx:sendError", (event) => {
    const form = event.detail.elt;
    if (form.matches("[data-answer]") && queue) return queue.keep(form);
    last = { form, button: event.detail.requestConfig.triggeringEvent?.submitter };
    show("ligne-coupee");
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (!event.detail.elt.closest?.("#joueur")) return;
    last = { form: event.detail.elt, button: event.detail.requestConfig.triggeringEvent?.submitter };
    show(event.detail.xhr.status >= 500 ? "ligne-coupee" : "refus");
  });
  // Signed out meanwhile: the answer came from the sign-in page. Go there; the attempt is where it was.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!/\/accounts\//.test(event.detail.xhr.responseURL || "")) return;
    event.detail.shouldSwap = false;
    window.location.reload();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-resend]")) return;
    clear();
    if (queue?.waiting().length) queue.send();
    else if (last?.form.isConnected) last.form.requestSubmit(last.button?.isConnected ? last.button : undefined);
  });

  // After a choice the page shows your words and the coach's, with the new turn below (scroll-margin in the stylesheet).
  document.addEventListener("htmx:afterSettle", () => {
    const now = document.querySelector(".exchange--now:has([data-focus])");
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    now?.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  });

  // ---- the queue of a quiz --------------------------------------------------------------------------------------
  const quiz = document.querySelector("[data-quiz]");
  const queue = quiz ? makeQueue(quiz) : null;

  function makeQueue(root) {
    const key = `porte-voix:quiz:${root.dataset.quiz}`;
    const read = () => {
      try { return JSON.parse(localStorage.getItem(key)) || []; } catch { return []; }
    };
    const write = (items) => {
      try {
        if (items.length) localStorage.setItem(key, JSON.stringify(items));
        else localStorage.removeItem(key);
        return true;
      } catch { return false; }
    };
    let sending = false;

    function keep(form) {
      const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
      const item = form.querySelector('[name=item]').value;
      const others = read().filter((one) => one.item !== item);
      if (!write([...others, { item, fields }])) return show("ligne-coupee");
      tell();
      goOn(form);
    }

    // The next question is in the page already: one may go on without a line.
    function goOn(form) {
      const number = Number(form.dataset.number);
      const waiting = new Set(read().map((one) => one.item));
      const templates = [...document.querySelectorAll("template[data-question]")];
      const next = templates.filter((one) => !waiting.has(one.dataset.item))
        .sort((a, b) => (Number(a.dataset.question) < number) - (Number(b.dataset.question) < number))[0];
      if (!next) return;
      const place = document.querySelector("#maintenant .question");
      place.replaceWith(next.content.cloneNode(true));
      window.htmx?.process(document.getElementById("maintenant"));
      document.querySelector("#maintenant [data-focus]")?.focus();
    }

    function tell() {
      const count = read().length;
      const box = document.querySelector("[data-waiting]");
      if (!box) return;
      box.hidden = count === 0;
      box.querySelector("[data-count]").textContent = String(count);
    }

    async function send() {
      if (sending) return;
      sending = true;
      let sent = 0;
      try {
        for (const one of read()) {
          const answer = await post(one.fields);
          if (answer === null) break; // still no line, or signed out: everything stays
          write(read().filter((other) => other.item !== one.item));
          sent += 1;
          if (!answer.saved) note(answer.message);
        }
      } finally {
        sending = false;
        tell();
      }
      if (sent && !read().length) refresh();
    }

    async function post(fields) {
      const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
      try {
        const answer = await fetch(root.dataset.act, {
          method: "POST", body: new URLSearchParams(fields), redirect: "error",
          headers: { Accept: "application/json", "X-CSRFToken": token },
        });
        return answer.ok ? await answer.json() : null;
      } catch { return null; }
    }

    function note(text) {
      const place = document.getElementById("annonce");
      if (place) place.textContent = text;
    }

    // The page is shown anew from the server: only what it says is saved is called saved.
    function refresh() {
      if (window.htmx) window.htmx.ajax("GET", window.location.pathname, { target: "#maintenant", swap: "outerHTML" });
      else window.location.reload();
    }

    window.addEventListener("online", send);
    setInterval(() => { if (read().length) send(); }, 15000);
    if (read().length) { tell(); send(); }
    return { keep, send, waiting: read };
  }
})();
