import { BlockStack, Box, Button, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import type { RefreshView, ShipmentDetail } from "./shipments-view.ts";
import { useShipmentForm } from "./use-shipment-form.ts";
import { useWaitText } from "./use-wait-text.ts";

/** Asks KeyDelivery for the parcel now, and says what that brought. */
export function RefreshNow({ shipment }: { shipment: ShipmentDetail }) {
  const { t } = useTranslation("shipments");
  const form = useShipmentForm();
  const { refresh, now } = shipment;
  const waitText = useWaitText(now);
  if (!refresh) return null;
  const { isRunning, rest, last } = refresh;
  return (
    <BlockStack gap="200">
      <Box>
        <Button
          loading={form.running || isRunning}
          disabled={rest !== null}
          onClick={() => form.submit({ intent: "refresh" })}
        >
          {t("refresh.button")}
        </Button>
      </Box>
      {/* Empty lines keep their place, so that nothing jumps when there is something to say. */}
      <div className="refresh-news" role="status">
        {isRunning && <Text as="p">{t("refresh.running")}</Text>}
        {last && <LastRefresh last={last} now={now} />}
        {rest && (
          <Text as="p" tone="subdued" variant="bodySm">
            {t(`refresh.rest.${rest.because}`, { wait: waitText(rest.until) })}
          </Text>
        )}
      </div>
    </BlockStack>
  );
}

function LastRefresh(props: {
  last: NonNullable<RefreshView["last"]>;
  now: string;
}) {
  const { t } = useTranslation("shipments");
  const formats = useFormats();
  const { outcome, newScans, problem, at } = props.last;
  return (
    <Text as="p">
      {problem
        ? t(`refresh.problem.${problem}`)
        : t(`refresh.outcome.${outcome}`, {
            count: newScans,
            amount: formats.number(newScans),
          })}{" "}
      <Text as="span" tone="subdued">
        {t("refresh.asked", { ago: formats.ago(at, props.now) })}
      </Text>
    </Text>
  );
}
