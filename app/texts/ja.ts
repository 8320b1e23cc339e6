export const ours = import.meta.glob(
  "../{components,features/*}/locales/ja.json",
  { eager: true, import: "default" },
);

export const polaris = import.meta.glob(
  "/node_modules/@shopify/polaris/locales/ja.json",
  { eager: true, import: "default" },
);
