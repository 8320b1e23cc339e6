// Every field of an order that is asked for, by pages, alone, or in bulk: one text, so that they cannot differ.
// No field of a person: city, region and country only.
const orderFields = `
  id
  legacyResourceId
  name
  updatedAt
  shippingAddress {
    city
    province
    country
  }
`;
// Only where a rule of the shop needs them.
const tagsIfAsked = "tags @include(if: $withTags)";
const fulfillmentFields = `
  id
  legacyResourceId
  name
  status
  displayStatus
  createdAt
  updatedAt
  originAddress {
    provinceCode
    countryCode
  }
`;
const numberFields = `
  company
  number
  url
`;

/** How many fulfillments, and numbers of each, a page brings; a full list is read again by itself. */
export const listedPerOrder = 5;

export const ordersPageQuery = `#graphql
  query OrdersPage($after: String, $query: String, $withTags: Boolean!) {
    orders(first: 25, after: $after, query: $query, sortKey: UPDATED_AT) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ${orderFields}
        ${tagsIfAsked}
        fulfillments(first: ${listedPerOrder}) {
          ${fulfillmentFields}
          trackingInfo(first: ${listedPerOrder}) {
            ${numberFields}
          }
        }
      }
    }
  }
`;

export const wholeOrderQuery = `#graphql
  query WholeOrder($id: ID!, $withTags: Boolean!) {
    order(id: $id) {
      ${orderFields}
      ${tagsIfAsked}
      fulfillments(first: 250) {
        ${fulfillmentFields}
        trackingInfo(first: 250) {
          ${numberFields}
        }
      }
    }
  }
`;

export const ordersCountQuery = `#graphql
  query OrdersCount($query: String, $limit: Int) {
    ordersCount(query: $query, limit: $limit) {
      count
    }
  }
`;

/** The query of a bulk operation: it takes no variables. */
export const bulkOrdersQuery = (search: string, withTags: boolean) => `{
  orders(query: ${JSON.stringify(search)}) {
    edges {
      node {
        ${orderFields}
        ${withTags ? "tags" : ""}
        fulfillments {
          ${fulfillmentFields}
          trackingInfo {
            ${numberFields}
          }
        }
      }
    }
  }
}`;

export const runBulkQueryMutation = `#graphql
  mutation RunBulkQuery($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: false) {
      bulkOperation {
        id
      }
      userErrors {
        message
      }
    }
  }
`;

export const bulkOperationQuery = `#graphql
  query BulkOperationState($id: ID!) {
    bulkOperation(id: $id) {
      status
      url
    }
  }
`;
