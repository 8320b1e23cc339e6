import type {
  ChangeOptions,
  FulfillmentChanges,
} from "./change-fulfillment.ts";
import { raise, secondOf } from "./change-fulfillment.ts";
import { displayStatusOf } from "./display-status.ts";
import {
  createIds,
  type SimulatedAddress,
  type SimulatedFulfillment,
  type SimulatedOrder,
  type SimulatedOrigin,
  type SimulatedShop,
} from "./world.ts";

const toronto: SimulatedAddress = {
  city: "Toronto",
  province: "Ontario",
  provinceCode: "ON",
  country: "Canada",
  countryCode: "CA",
};

type Tracking = {
  trackingCompany?: string | null;
  trackingNumbers?: string[];
  trackingUrls?: string[];
};

type OrderOptions = {
  id?: string;
  destination?: SimulatedAddress | null;
  phone?: string | null;
  postcode?: string | null;
  recipient?: string | null;
  street?: string | null;
  email?: string | null;
  customerId?: string | null;
  createdAt?: Date;
  shipsInParts?: boolean;
  tags?: string[];
};

type FulfillOptions = Tracking &
  ChangeOptions & { status?: string; origin?: SimulatedOrigin | null };

/** What people and carriers do to orders and their fulfillments. */
export function createOrderControl(changes: FulfillmentChanges) {
  const fulfillmentId = createIds(5_100_200_300_401n);
  const orderId = createIds(6_200_300_400_501n);
  let orderNumber = 1001;

  return {
    createOrder(
      shop: SimulatedShop,
      options: OrderOptions = {},
    ): SimulatedOrder {
      const createdAt = options.createdAt ?? new Date();
      const order: SimulatedOrder = {
        id: options.id ?? orderId(),
        name: `#${orderNumber++}`,
        shop,
        destination:
          options.destination === undefined ? toronto : options.destination,
        phone: options.phone ?? null,
        postcode: options.postcode ?? null,
        recipient: options.recipient ?? null,
        street: options.street ?? null,
        email: options.email ?? null,
        customerId: options.customerId ?? null,
        tags: options.tags ?? [],
        shipsInParts: options.shipsInParts ?? false,
        createdAt,
        updatedAt: secondOf(createdAt),
        fulfillments: [],
      };
      shop.orders.push(order);
      return order;
    },
    fulfill(order: SimulatedOrder, options: FulfillOptions = {}) {
      const fulfillment = newFulfillment(fulfillmentId(), order, options);
      order.fulfillments.push(fulfillment);
      raise(order, fulfillment.createdAt);
      changes.tell("create", fulfillment, options);
      return fulfillment;
    },
    updateTracking(
      fulfillment: SimulatedFulfillment,
      { at, quietly, ...tracking }: Tracking & ChangeOptions,
    ) {
      changes.change(fulfillment, tracking, { at, quietly });
    },
    cancel: (fulfillment: SimulatedFulfillment, options?: ChangeOptions) =>
      changes.change(fulfillment, { status: "cancelled" }, options),
    /** The echo of a status event: an update that changes no tracking. */
    touch: (fulfillment: SimulatedFulfillment, options?: ChangeOptions) =>
      changes.change(fulfillment, {}, options),
    /** What an integrated carrier does. */
    addEvent: (
      fulfillment: SimulatedFulfillment,
      status: string,
      options: ChangeOptions & { happenedAt?: Date; message?: string } = {},
    ) => changes.addEvent(fulfillment, { ...options, status }, options),
  };
}

function newFulfillment(
  id: string,
  order: SimulatedOrder,
  options: FulfillOptions,
) {
  const at = options.at ?? new Date();
  const fulfillment: SimulatedFulfillment = {
    id,
    order,
    name: `${order.name}.${order.fulfillments.length + 1}`,
    status: options.status ?? "success",
    createdAt: at,
    updatedAt: secondOf(at),
    trackingCompany: options.trackingCompany ?? null,
    trackingNumbers: options.trackingNumbers ?? [],
    trackingUrls: options.trackingUrls ?? [],
    origin: options.origin ?? null,
    events: [],
    get displayStatus() {
      return displayStatusOf(fulfillment);
    },
  };
  return fulfillment;
}
