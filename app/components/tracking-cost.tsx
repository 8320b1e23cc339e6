import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormats } from "./use-formats.ts";

/** Who pays for new trackings, and what a shop has left on the operator's account. */
export type Payment = {
  payer: "none" | "operator" | "own";
  quota: { limit: number; used: number; resetsAt: string } | null;
};

type Props = { count: number; payment: Payment };

/** What so many new parcels cost at most, and whether that fits into what the shop has left. */
export function TrackingCost({ count, payment }: Props) {
  const { t } = useTranslation("frame");
  const { payer, quota } = payment;
  return (
    <>
      <Text as="p">{t(`trackingCost.${payer}`, { count })}</Text>
      {quota && <Left count={count} quota={quota} />}
    </>
  );
}

type LeftProps = { count: number; quota: NonNullable<Payment["quota"]> };

function Left({ count, quota }: LeftProps) {
  const { t } = useTranslation("frame");
  const formats = useFormats();
  const left = Math.max(0, quota.limit - quota.used);
  const fits = left >= count;
  return (
    <Text as="p" tone={fits ? undefined : "caution"}>
      {t(fits ? "trackingCost.left" : "trackingCost.tooFew", {
        count: left,
        limit: quota.limit,
        date: formats.dayOfMonth(quota.resetsAt),
      })}
    </Text>
  );
}
