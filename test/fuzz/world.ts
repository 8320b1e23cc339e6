import type { App } from "#app/app-context.ts";

/** The app that reads; it runs once tests do. */
export type World = () => App;

/** As the app's environment and the simulated Shopify have them. */
export const secrets = {
  apiKey: "simulated-key",
  apiSecret: "simulated-secret-planted-7f3a",
};
