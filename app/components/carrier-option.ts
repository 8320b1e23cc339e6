/** A carrier of KeyDelivery, as it is offered. */
export type CarrierOption = { id: string; name: string };
