// Plain stand-ins for the web components that Shopify draws in its admin: what an extension uses of them, no more.
(() => {
  const style = (text) => `<style>:host{display:block}${text}</style>`;
  const define = (name, draw, observed = [], extra = {}) => {
    class Element extends HTMLElement {
      static observedAttributes = observed;
      constructor() {
        super();
        this.attachShadow({ mode: "open", delegatesFocus: true });
        this.draw();
      }
      attributeChangedCallback() {
        this.draw();
      }
      draw() {
        draw(this, this.shadowRoot);
      }
    }
    Object.defineProperties(
      Element.prototype,
      Object.getOwnPropertyDescriptors(extra),
    );
    customElements.define(name, Element);
  };
  const slot = (text) => (_element, root) =>
    (root.innerHTML = `${style(text)}<slot></slot>`);
  const escape = (text) =>
    (text ?? "").replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  define(
    "s-admin-block",
    (element, root) =>
      (root.innerHTML = `${style(":host{border:1px solid #ccc;border-radius:12px;padding:16px;background:#fff}h2{font-size:14px;margin:0 0 12px}")}<h2>${escape(element.getAttribute("heading"))}</h2><slot></slot>`),
    ["heading"],
  );
  define(
    "s-stack",
    (element, root) => {
      const inline = element.getAttribute("direction") === "inline";
      root.innerHTML = `<style>:host{display:flex;gap:8px;flex-wrap:wrap;flex-direction:${inline ? "row" : "column"};align-items:${inline ? "center" : "stretch"}}</style><slot></slot>`;
    },
    ["direction"],
  );
  define(
    "s-section",
    (element, root) =>
      (root.innerHTML = `${style(":host{border:1px solid #ccc;border-radius:12px;padding:16px;background:#fff}h2{font-size:16px;margin:0 0 12px}")}<h2>${escape(element.getAttribute("heading"))}</h2><slot></slot>`),
    ["heading"],
  );
  define("s-heading", (_element, root) => {
    root.innerHTML = `${style("h3{font-size:15px;margin:0}")}<h3><slot></slot></h3>`;
  });
  define(
    "s-progress",
    (element, root) => {
      const [label, value, max] = ["accessibilitylabel", "value", "max"].map(
        (name) => escape(element.getAttribute(name)),
      );
      root.innerHTML = `${style("progress{width:100%}")}<progress aria-label="${label}" value="${value}" max="${max}"></progress>`;
    },
    ["accessibilitylabel", "value", "max"],
  );
  define("s-details", (element, root) => {
    root.innerHTML = `${style("")}<details><summary><slot name="summary"></slot></summary><slot></slot></details>`;
    root.addEventListener("slotchange", () => {
      for (const summary of element.querySelectorAll(":scope > s-summary"))
        summary.slot = "summary";
    });
  });
  define("s-summary", slot(":host{display:inline}"));
  define("s-unordered-list", (_element, root) => {
    root.innerHTML = `${style(":host{padding-left:16px}")}<div role="list"><slot></slot></div>`;
  });
  define("s-list-item", (_element, root) => {
    root.innerHTML = `${style(":host{overflow-wrap:anywhere}")}<div role="listitem"><slot></slot></div>`;
  });
  define("s-text", slot("overflow-wrap:anywhere"));
  define("s-divider", (_element, root) => (root.innerHTML = `<hr>`));
  define(
    "s-spinner",
    (element, root) => {
      root.innerHTML = `<span role="status">${escape(element.getAttribute("accessibilitylabel"))}</span>`;
    },
    ["accessibilitylabel"],
  );
  define("s-banner", (element, root) => {
    root.innerHTML = `${style(":host{padding:8px;border-radius:8px;background:#fee8eb}")}<div role="alert"><slot></slot></div>`;
  });
  define(
    "s-badge",
    slot(
      ":host{display:inline-block;padding:2px 8px;border-radius:8px;background:#e3e3e3}",
    ),
  );
  define(
    "s-link",
    (element, root) => {
      root.innerHTML = `<a href="${escape(element.getAttribute("href"))}"><slot></slot></a>`;
    },
    ["href"],
  );
  define(
    "s-button",
    (element, root) => {
      const off =
        element.hasAttribute("disabled") || element.hasAttribute("loading");
      root.innerHTML = `<button type="button" ${off ? "disabled" : ""}><slot></slot></button>`;
    },
    ["disabled", "loading"],
  );
  define(
    "s-text-field",
    (element, root) => {
      if (!root.querySelector("input"))
        root.innerHTML = `<label><span></span><input></label>`;
      root.querySelector("span").textContent = element.getAttribute("label");
    },
    ["label"],
    {
      get value() {
        return this.shadowRoot.querySelector("input").value;
      },
      set value(text) {
        const input = this.shadowRoot.querySelector("input");
        if (input.value !== text) input.value = text;
      },
    },
  );
})();
