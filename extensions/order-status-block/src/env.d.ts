/** Shopify CLI writes the variables of the app's .env file in here when it bundles. */
declare const process: { env: { SHOPIFY_APP_URL: string } };
