/** Asked only for shops where shoppers may look up by contact. Protected customer data, level 2. */
export const orderContactsQuery = `#graphql
  query OrderContacts($search: String!) {
    orders(first: 5, query: $search) {
      nodes {
        id
        name
        email
        shippingAddress {
          zip
        }
      }
    }
  }
`;

/** The newest orders of the customer who is signed in to the storefront. */
export const customerOrdersQuery = `#graphql
  query CustomerOrders($search: String!) {
    orders(first: 10, query: $search, sortKey: CREATED_AT, reverse: true) {
      nodes {
        id
      }
    }
  }
`;
