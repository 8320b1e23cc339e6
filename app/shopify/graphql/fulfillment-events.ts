/** What Shopify shows of a fulfillment, the newest events first. */
export const fulfillmentEventsQuery = `#graphql
  query FulfillmentEvents($id: ID!) {
    fulfillment(id: $id) {
      status
      events(first: 20, reverse: true, sortKey: HAPPENED_AT) {
        nodes {
          status
          happenedAt
        }
      }
    }
  }
`;

/** Not idempotent: a repeat adds another event. */
export const createFulfillmentEventMutation = `#graphql
  mutation CreateFulfillmentEvent($event: FulfillmentEventInput!) {
    fulfillmentEventCreate(fulfillmentEvent: $event) {
      fulfillmentEvent {
        id
      }
      userErrors {
        message
      }
    }
  }
`;
