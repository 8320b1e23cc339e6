/** Asked only where a rule of the shop needs them. */
export const orderTagsQuery = `#graphql
  query OrderTags($id: ID!) {
    order(id: $id) {
      tags
    }
  }
`;
