// The order page's own data has no tracking numbers: Shopify tells them here, to the customer who looks, where the
// merchant gave the app the scope customer_read_orders.
const url = "shopify://customer-account/api/2026-07/graphql.json";

export const orderNumbersQuery = `#graphql
  query OrderNumbers($id: ID!) {
    order(id: $id) {
      fulfillments(first: 20) {
        nodes {
          trackingInformation {
            number
          }
        }
      }
    }
  }
`;

type Answer = {
  data?: {
    order: {
      fulfillments: {
        nodes: { trackingInformation: { number: string | null }[] }[];
      };
    } | null;
  } | null;
};

/**
 * The tracking numbers of the order; none where the customer, or the app for them, may not see them.
 * @throws Error where Shopify cannot be asked
 */
export async function readTrackingNumbers(orderId: string): Promise<string[]> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      query: orderNumbersQuery,
      variables: { id: orderId },
    }),
  });
  if (!answer.ok) throw new Error(`Shopify answered ${answer.status}`);
  const { data } = (await answer.json()) as Answer;
  const fulfillments = data?.order?.fulfillments.nodes ?? [];
  return fulfillments
    .flatMap(({ trackingInformation }) => trackingInformation)
    .flatMap(({ number }) => number ?? []);
}
