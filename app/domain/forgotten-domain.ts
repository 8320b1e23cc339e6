/**
 * The domain of a shop while all of it is being deleted: its own is free, so that it can come back as another shop.
 * No domain has a blank.
 */
export const forgottenDomain = (domain: string, shopId: string) =>
  `${domain} ${shopId}`;

export const isForgotten = (domain: string) => domain.includes(" ");

/** The one it had. */
export const formerDomain = (forgotten: string) =>
  forgotten.slice(0, forgotten.indexOf(" "));
