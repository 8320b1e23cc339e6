/** An id that KeyDelivery could know, be it on our list or not. Apart from the schema: the browser needs no zod. */
export const carrierIdPattern = /^[a-z0-9][a-z0-9_-]{0,59}$/;
