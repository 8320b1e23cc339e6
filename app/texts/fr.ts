export const ours = import.meta.glob(
  "../{components,features/*}/locales/fr.json",
  { eager: true, import: "default" },
);

export const polaris = import.meta.glob(
  "/node_modules/@shopify/polaris/locales/fr.json",
  { eager: true, import: "default" },
);
