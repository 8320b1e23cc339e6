import type { Shipment, Shop } from "@prisma/client";
import {
  judgeParcel,
  readAutomation,
  registerAt,
  type Automation,
} from "#app/domain/automation.ts";

/** What decides of a parcel that nobody decided of yet. */
export type ShopRules = {
  automaticRegistration: boolean;
  automation: Automation;
  /** Of the order; undefined: not read yet. "unreadable": Shopify does not show them to us. */
  orderTags?: readonly string[] | "unreadable" | undefined;
};

export function rulesOf(
  shop: Pick<Shop, "automaticRegistration" | "automation">,
  orderTags?: ShopRules["orderTags"],
): ShopRules {
  const { automaticRegistration } = shop;
  const automation = readAutomation(shop.automation);
  return { automaticRegistration, automation, orderTags };
}

export type Admission =
  | { kind: "admitted"; by: "rules" | "person"; registerAt: Date | null }
  | { kind: "left_out"; reason: string }
  | { kind: "tags_needed" };

type Question = {
  company: string | null;
  now: Date;
  /** Undefined: it passed when it came. */
  rules?: ShopRules | undefined;
  /** Its company or destination is another one now: the rules speak again, the switch does not. */
  isChanged?: boolean | undefined;
  byPerson?: boolean | undefined;
};

/** Whether a parcel is to be tracked. Once it was let in it stays, whatever the rules become. */
export function admitShipment(
  shipment: Shipment,
  { company, now, rules, isChanged, byPerson }: Question,
): Admission {
  if (byPerson) return { kind: "admitted", by: "person", registerAt: null };
  const { admittedBy } = shipment;
  if (!rules || admittedBy === "person" || (admittedBy && !isChanged))
    return asBefore(shipment);
  if (!admittedBy && !rules.automaticRegistration)
    return { kind: "left_out", reason: "automatic_registration_off" };
  const { automation, orderTags } = rules;
  const verdict = judgeParcel(automation, {
    company,
    countryCode: shipment.destinationCode,
    tags: orderTags === "unreadable" ? undefined : orderTags,
  });
  switch (verdict.kind) {
    case "left_out":
      return verdict;
    case "tags_needed":
      return orderTags === "unreadable"
        ? { kind: "left_out", reason: "tags_unreadable" }
        : verdict;
    case "tracked":
      return {
        kind: "admitted",
        by: "rules",
        registerAt: registerAt(automation, shipment.shippedAt, now),
      };
  }
}

const asBefore = ({ admittedBy, registerAt }: Shipment): Admission => ({
  kind: "admitted",
  by: admittedBy === "person" ? "person" : "rules",
  registerAt,
});

/** Left out for good, unless a person asks, or the rule that left it out is asked again. */
export function staysLeftOut(
  { hold, holdReason }: Pick<Shipment, "hold" | "holdReason">,
  { isChanged }: Pick<Question, "isChanged">,
): boolean {
  return (
    hold === "ignored" &&
    !(isChanged && holdReason !== "automatic_registration_off")
  );
}
