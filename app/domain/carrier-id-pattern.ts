/**
 * An id that KeyDelivery could know, be it on our list or not: one of the list has a blank in it. Apart from the
 * schema: the browser needs no zod.
 */
export const carrierIdPattern = /^(?:[a-z0-9][a-z0-9_-]{0,59}|nepal _post)$/;
