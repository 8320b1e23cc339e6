/** Where the app answers, as Shopify CLI writes it in from the app's .env file when it bundles. */
// eslint-disable-next-line no-restricted-properties -- no environment is read: the bundler puts text in its place
export const appUrl = process.env.SHOPIFY_APP_URL;
