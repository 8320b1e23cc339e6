/** Asked only for shops that share phones. Protected customer data, level 2. */
export const orderPhoneQuery = `#graphql
  query OrderPhone($id: ID!) {
    order(id: $id) {
      shippingAddress {
        phone
      }
    }
  }
`;
