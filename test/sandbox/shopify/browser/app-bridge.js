// A stand-in for Shopify's App Bridge: what the embedded app uses of it, spoken with the simulated admin.
(() => {
  const parameters = new URLSearchParams(location.search);
  const remembered = JSON.parse(sessionStorage.getItem("app-bridge") ?? "{}");
  const config = {
    apiKey: document.currentScript.dataset.apiKey ?? "",
    shop: parameters.get("shop") ?? remembered.shop ?? "",
    host: parameters.get("host") ?? remembered.host ?? "",
    locale: parameters.get("locale") ?? remembered.locale ?? "en",
  };
  sessionStorage.setItem("app-bridge", JSON.stringify(config));
  const admin = new URL(document.currentScript.src).origin;
  const plainFetch = window.fetch.bind(window);
  const tell = (type, detail = {}) =>
    parent.postMessage({ type, ...detail }, admin);

  // Asked of the admin page, which alone knows who is signed in.
  const asked = new Map();
  function ask(type, detail = {}) {
    const id = crypto.randomUUID();
    return new Promise((resolve) => {
      asked.set(id, resolve);
      tell(type, { id, ...detail });
    });
  }
  const idToken = () => ask("id-token");
  async function scopesAfter(asked) {
    const granted = (await ask("scopes", { asked })).split(",");
    return { granted, required: [], optional: [] };
  }

  // Requests to the app itself carry a session token; one that it refuses is made once more with a fresh one.
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== location.origin)
      return plainFetch(request);
    const send = async () => {
      const copy = request.clone();
      copy.headers.set("authorization", `Bearer ${await idToken()}`);
      copy.headers.set("x-requested-with", "XMLHttpRequest");
      return plainFetch(copy);
    };
    const response = await send();
    return response.headers.get("x-shopify-retry-invalid-session-request")
      ? send()
      : response;
  };

  let saveBarId;
  window.shopify = {
    config,
    environment: { embedded: true, mobile: false, pos: false },
    idToken,
    toast: {
      show: (message, options = {}) => {
        (window.__toasts ??= []).push(message);
        tell("toast", { message, isError: options.isError === true });
        return String(window.__toasts.length);
      },
      hide: () => {},
    },
    saveBar: {
      show: async (id) => {
        saveBarId = id;
        tell("save-bar", { visible: true });
      },
      hide: async () => tell("save-bar", { visible: false }),
      toggle: async (id) => window.shopify.saveBar.show(id),
      leaveConfirmation: async () => {},
    },
    loading: (on) => tell("loading", { on: on !== false }),
    modal: {
      show: async (id) => document.getElementById(id)?.show?.(),
      hide: async (id) => document.getElementById(id)?.hide?.(),
      toggle: async () => {},
    },
    scopes: {
      query: () => scopesAfter([]),
      request: async (scopes) => ({
        result: "granted-all",
        detail: await scopesAfter(scopes),
      }),
    },
    app: {
      // A test says when the merchant added the block to the theme.
      extensions: async () => [
        {
          handle: "tracking-page",
          type: "theme_app_extension",
          activations: [
            {
              handle: "tracking",
              name: "Parcel tracking",
              target: "section",
              status: sessionStorage.getItem("theme-block") ?? "available",
              activations: [],
            },
          ],
        },
      ],
    },
    user: async () => ({ accountAccess: "full" }),
    ready: Promise.resolve(),
  };

  const buttonsOf = (element) =>
    [...element.querySelectorAll("button")].map((button) => ({
      text: button.textContent.trim(),
      isPrimary: button.getAttribute("variant") === "primary",
      tone: button.getAttribute("tone") ?? "",
      isDisabled: button.hasAttribute("disabled"),
    }));

  class NavMenu extends HTMLElement {
    connectedCallback() {
      this.hidden = true;
      const report = () =>
        tell("nav", {
          links: [...this.querySelectorAll("a")]
            .filter((link) => link.getAttribute("rel") !== "home")
            .map((link) => ({
              text: link.textContent,
              href: link.getAttribute("href"),
            })),
        });
      new MutationObserver(report).observe(this, {
        childList: true,
        subtree: true,
      });
      setTimeout(report);
    }
  }
  class TitleBar extends HTMLElement {
    connectedCallback() {
      this.hidden = true;
      // Inside a modal it is the modal's.
      this.isPage = !this.closest("ui-modal");
      if (!this.isPage) return;
      const report = () =>
        tell("title-bar", {
          title: this.getAttribute("title") ?? "",
          buttons: buttonsOf(this),
        });
      this.watcher = new MutationObserver(report);
      const all = { attributes: true, childList: true, subtree: true };
      this.watcher.observe(this, all);
      setTimeout(report);
    }
    disconnectedCallback() {
      this.watcher?.disconnect();
      if (this.isPage) tell("title-bar", { title: "", buttons: [] });
    }
  }
  class SaveBar extends HTMLElement {
    connectedCallback() {
      this.hidden = true;
    }
    show() {
      saveBarId = this.id;
      tell("save-bar", { visible: true });
      return Promise.resolve();
    }
    hide() {
      tell("save-bar", { visible: false });
      return Promise.resolve();
    }
    disconnectedCallback() {
      tell("save-bar", { visible: false });
    }
  }
  class Modal extends HTMLElement {
    // The app's React draws into it.
    content = document.createElement("div");
    connectedCallback() {
      this.hidden = true;
    }
    show() {
      const bar = this.querySelector("ui-title-bar");
      openModalId = this.id;
      tell("modal", {
        title: bar?.getAttribute("title") ?? "",
        text: this.content.textContent,
        buttons: bar ? buttonsOf(bar) : [],
      });
      this.dispatchEvent(new Event("show"));
      return Promise.resolve();
    }
    hide() {
      openModalId = undefined;
      tell("modal", { closed: true });
      this.dispatchEvent(new Event("hide"));
      return Promise.resolve();
    }
    toggle() {
      return openModalId === this.id ? this.hide() : this.show();
    }
  }
  let openModalId;
  const openModal = () => document.getElementById(openModalId);
  customElements.define("ui-nav-menu", NavMenu);
  customElements.define("ui-title-bar", TitleBar);
  customElements.define("ui-save-bar", SaveBar);
  customElements.define("ui-modal", Modal);

  addEventListener("message", ({ origin, data }) => {
    if (origin !== admin) return;
    if (data.type === "answer") {
      asked.get(data.id)?.(data.answer);
      asked.delete(data.id);
    }
    if (data.type === "navigate") {
      const link = [...document.querySelectorAll("ui-nav-menu a")].find(
        (one) => one.getAttribute("href") === data.href,
      );
      if (link) link.click();
      else location.assign(data.href);
    }
    if (data.type === "save-bar-click") {
      const bar =
        document.getElementById(saveBarId) ??
        document.querySelector("ui-save-bar");
      const buttons = [...(bar?.querySelectorAll("button") ?? [])];
      const primary = (button) => button.getAttribute("variant") === "primary";
      buttons
        .find((button) => primary(button) === (data.button === "save"))
        ?.click();
    }
    if (data.type === "title-bar-click")
      document
        .querySelectorAll("ui-title-bar:not(ui-modal *) button")
        [data.index]?.click();
    if (data.type === "modal-click")
      openModal()?.querySelectorAll("ui-title-bar button")[data.index]?.click();
    if (data.type === "modal-close") openModal()?.hide();
  });

  // The admin keeps the app's place in its own address.
  const reportPlace = () =>
    tell("place", { path: location.pathname + location.search });
  for (const name of ["pushState", "replaceState"]) {
    const original = history[name].bind(history);
    history[name] = (...rest) => {
      original(...rest);
      reportPlace();
    };
  }
  addEventListener("popstate", reportPlace);
  reportPlace();

  const open = (url, target) => tell("open", { url, target });
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='shopify:']");
    if (!link) return;
    event.preventDefault();
    open(link.getAttribute("href"), link.target);
  });

  // The bounce page of the app: loaded again with a fresh token.
  const reload = parameters.get("shopify-reload");
  if (reload)
    void idToken().then((token) => {
      const url = new URL(reload, location.origin);
      url.searchParams.set("id_token", token);
      location.replace(url);
    });
})();
