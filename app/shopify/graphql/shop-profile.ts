/** What the app shows and needs of a shop, and the scopes it was granted. */
export const shopProfileQuery = `#graphql
  query ShopProfile {
    shop {
      ianaTimezone
      myshopifyDomain
      name
    }
    currentAppInstallation {
      accessScopes {
        handle
      }
    }
  }
`;
