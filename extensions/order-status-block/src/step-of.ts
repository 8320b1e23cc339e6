const steps: Record<string, 1 | 2 | 3 | 4> = {
  shipped: 1,
  in_transit: 2,
  customs: 2,
  delayed: 2,
  exception: 2,
  out_for_delivery: 3,
  ready_for_pickup: 3,
  attempt_failed: 3,
  delivered: 4,
};

/** How far a parcel is on its way of four steps; undefined where the way turned. */
export const stepOf = (status: string) => steps[status];
