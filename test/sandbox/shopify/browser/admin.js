// The simulated admin around the embedded app: navigation, toasts, save bar, modal, and the app's place.
(() => {
  const { handle, appOrigin, locale } = JSON.parse(
    document.body.dataset.config,
  );
  const base = `/admin/store/${handle}/apps/shipment-tracking`;
  const byId = (id) => document.getElementById(id);
  const appWindow = () => byId("app").contentWindow;
  const tell = (type, detail = {}) =>
    appWindow().postMessage({ type, ...detail }, appOrigin);
  // What the frame was opened with is not part of the place.
  const transient = [
    "id_token",
    "hmac",
    "timestamp",
    "session",
    "embedded",
    "shop",
    "host",
    "locale",
  ];

  function button(text, onClick, className = "") {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = text;
    element.className = className;
    element.addEventListener("click", onClick);
    return element;
  }

  const handlers = {
    nav({ links }) {
      byId("app-nav").replaceChildren(
        ...links.map(({ text, href }) => {
          const item = document.createElement("li");
          item.append(button(text, () => tell("navigate", { href })));
          return item;
        }),
      );
    },
    toast({ message, isError }) {
      const toast = document.createElement("div");
      toast.className = isError ? "toast error" : "toast";
      toast.textContent = message;
      byId("toasts").append(toast);
      setTimeout(() => toast.remove(), 5000);
    },
    async "id-token"({ id }) {
      const response = await fetch(`/admin/store/${handle}/session-token`);
      tell("answer", { id, answer: await response.text() });
    },
    // Every merchant agrees. Answers what is granted then.
    async scopes({ id, asked }) {
      const response = await fetch(`/admin/store/${handle}/scopes`, {
        method: "POST",
        body: asked.join(","),
      });
      tell("answer", { id, answer: await response.text() });
    },
    "save-bar"({ visible }) {
      byId("save-bar").hidden = !visible;
    },
    "title-bar"({ title, buttons }) {
      byId("title-bar").hidden = title === "";
      byId("title-bar").replaceChildren(
        title,
        ...buttons.map(({ text, isPrimary, isDisabled }, index) => {
          const action = button(
            text,
            () => tell("title-bar-click", { index }),
            isPrimary ? "primary" : "",
          );
          action.disabled = isDisabled;
          return action;
        }),
      );
    },
    modal({ closed, title, text, buttons }) {
      const dialog = byId("modal");
      if (closed) return dialog.close();
      const heading = document.createElement("h2");
      heading.textContent = title;
      const paragraph = document.createElement("p");
      paragraph.textContent = text.trim();
      const actions = buttons.map(({ text: label, isPrimary, tone }, index) =>
        button(
          label,
          () => tell("modal-click", { index }),
          `${isPrimary ? "primary" : ""} ${tone}`,
        ),
      );
      dialog.replaceChildren(heading, paragraph, ...actions);
      dialog.showModal();
    },
    place({ path }) {
      const url = new URL(path, appOrigin);
      if (url.pathname.startsWith("/auth/")) return;
      for (const name of transient) url.searchParams.delete(name);
      // The admin's own, so that it stays when the page is loaded again.
      if (locale !== "en") url.searchParams.set("locale", locale);
      history.replaceState(null, "", `${base}${url.pathname}${url.search}`);
    },
    open({ url }) {
      const order = /^shopify:\/\/admin\/orders\/(\d+)$/.exec(url)?.[1];
      if (order) {
        // A page of the admin: it takes the app's place.
        location.assign(`/admin/store/${handle}/orders/${order}`);
        return;
      }
      handlers.toast({ message: `Would open ${url}` });
    },
    loading() {},
  };

  addEventListener("message", ({ origin, source, data }) => {
    if (origin === appOrigin && source === appWindow())
      handlers[data.type]?.(data);
  });
  addEventListener("DOMContentLoaded", () => {
    byId("save-bar").addEventListener("click", ({ target }) => {
      if (target.dataset.save)
        tell("save-bar-click", { button: target.dataset.save });
    });
    byId("language").addEventListener("change", ({ target }) => {
      const url = new URL(location.href);
      url.searchParams.set("locale", target.value);
      location.assign(url);
    });
    byId("modal").addEventListener("cancel", () => tell("modal-close"));
    byId("ship").addEventListener("click", () =>
      fetch(`/admin/store/${handle}/ship`, { method: "POST" }),
    );
  });
})();
