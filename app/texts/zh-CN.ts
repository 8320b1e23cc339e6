export const ours = import.meta.glob(
  "../{components,features/*}/locales/zh-CN.json",
  { eager: true, import: "default" },
);

export const polaris = import.meta.glob(
  "/node_modules/@shopify/polaris/locales/zh-CN.json",
  { eager: true, import: "default" },
);
