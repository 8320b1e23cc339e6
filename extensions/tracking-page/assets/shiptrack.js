// Shows a look-up in its place. Without this script the form opens the tracking page.
(() => {
  const look = async (block, form) => {
    const query = new URLSearchParams(new FormData(form));
    query.set("part", "1");
    const result = block.querySelector("[data-result]");
    const button = form.querySelector("button");
    button.disabled = true;
    block.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`${form.getAttribute("action")}?${query}`, {
        headers: { Accept: "text/html" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      result.innerHTML = await answer.text();
    } catch {
      result.textContent = block.dataset.failed;
    } finally {
      button.disabled = false;
      block.removeAttribute("aria-busy");
      result.focus();
    }
  };

  const start = (block) => {
    const forms = block.querySelectorAll("form");
    forms.forEach((form) =>
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        void look(block, form);
      }),
    );
    const [form] = forms;
    // A link in a shipping mail can name both.
    const asked = new URLSearchParams(location.search);
    if (!asked.get("o") || !asked.get("n")) return;
    form.elements.o.value = asked.get("o");
    form.elements.n.value = asked.get("n");
    void look(block, form);
  };

  const startAll = (root) =>
    root.querySelectorAll("[data-shiptrack]").forEach(start);
  startAll(document);
  // The theme editor draws a section anew when its settings change.
  document.addEventListener("shopify:section:load", (event) =>
    startAll(event.target),
  );
})();
