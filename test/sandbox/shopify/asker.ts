import { GraphQLError } from "graphql";
import {
  gid,
  type AccessToken,
  type SimulatedFulfillment,
  type SimulatedOrder,
  type SimulatedShop,
} from "./world.ts";

/** Level 2 of protected customer data: given once the app is approved; until then null, or an error of the field. */
export type ProtectedAccess = "given" | "redacted" | "refused";

/** What this app is shown of people. */
export type Approval = {
  phones: ProtectedAccess;
  /** Emails and postcodes. */
  contacts: ProtectedAccess;
};

/** Who asks, and whether as a bulk operation, for which `first` has no meaning. */
export type Asker = {
  shop: SimulatedShop;
  access: AccessToken;
  approval: Approval;
  isBulk?: boolean;
};

const visibleMs = 60 * 86_400_000;

/** A scope to write includes the one to read. */
function hasScope({ access }: Asker, scope: string) {
  const granted = access.scope.split(",");
  return (
    granted.includes(scope) ||
    granted.includes(scope.replace(/^read_/, "write_"))
  );
}

export function requireScope(asker: Asker, scope: string, field: string) {
  if (hasScope(asker, scope)) return;
  throw new GraphQLError(
    `Access denied for ${field} field. Required access: \`${scope}\` access scope.`,
    {
      extensions: {
        code: "ACCESS_DENIED",
        documentation: "https://shopify.dev/api/usage/access-scopes",
        requiredAccess: `\`${scope}\` access scope.`,
      },
    },
  );
}

export function visibleOrders(asker: Asker): SimulatedOrder[] {
  if (hasScope(asker, "read_all_orders")) return asker.shop.orders;
  const since = Date.now() - visibleMs;
  return asker.shop.orders.filter(
    ({ createdAt }) => createdAt.getTime() >= since,
  );
}

export function findVisibleFulfillment(
  asker: Asker,
  id: string,
): SimulatedFulfillment | undefined {
  requireGid("Fulfillment", id);
  return visibleOrders(asker)
    .flatMap(({ fulfillments }) => fulfillments)
    .find((one) => gid("Fulfillment", one.id) === id);
}

export function requireGid(type: string, id: string) {
  if (!new RegExp(`^gid://shopify/${type}/\\d+$`).test(id))
    throw new GraphQLError(`Invalid global id '${id}' for a ${type}`);
}
