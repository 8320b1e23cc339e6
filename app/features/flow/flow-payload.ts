/** As the triggers are named in extensions/flow-*. */
export const flowHandles = {
  status_changed: "shipment-status-changed",
  needs_attention: "shipment-needs-attention",
} as const;

export type FlowTrigger = keyof typeof flowHandles;

export type FlowTransition = {
  id: string;
  trigger: FlowTrigger;
  was: string;
  became: string;
  orderGid: string;
  number: string;
  /** A name, or KeyDelivery's id; "" while none is known. */
  carrier: string;
};

/** What flowTriggerReceive takes: a reference by its id, everything else under its key in extensions/flow-*. */
export function flowPayloadOf(
  transition: FlowTransition,
): Record<string, unknown> {
  const { trigger, was, became } = transition;
  return {
    order_id: orderIdOf(transition.orderGid),
    "Tracking number": transition.number,
    Carrier: transition.carrier,
    ...(trigger === "status_changed"
      ? { "Old status": was, "New status": became }
      : { Reason: became, Status: was }),
    "Transition ID": transition.id,
  };
}

// A number, as Flow wants it, as long as no digit is lost.
function orderIdOf(gid: string) {
  const id = gid.slice(gid.lastIndexOf("/") + 1);
  return Number.isSafeInteger(Number(id)) ? Number(id) : id;
}
