// The scopes that a merchant may grant beyond those of the install. shopify.app.toml names them too.

/** To write delivery statuses to orders. */
export const writeScope = "write_fulfillments";

/** To show customers the parcels of their order: Shopify tells the block on their page its tracking numbers. */
export const customerScope = "customer_read_orders";

export type OptionalScope = typeof writeScope | typeof customerScope;

export const hasScope = (
  shop: { grantedScopes: string },
  scope: OptionalScope,
): boolean => shop.grantedScopes.split(",").includes(scope);
