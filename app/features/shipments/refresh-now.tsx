import { BlockStack, Box, Button, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import { useMoment } from "#app/components/use-moment.ts";
import { useRefresh } from "#app/components/use-refresh.ts";
import type { ShipmentDetail } from "./shipments-view.ts";
import { useShipmentForm } from "./use-shipment-form.ts";

const followMs = 1_500;
const idleMs = 600_000;

/** Asks KeyDelivery for the parcel now, and says what that brought. */
export function RefreshNow({ shipment }: { shipment: ShipmentDetail }) {
  const { t } = useTranslation("shipments");
  const moment = useMoment(shipment.timeZone);
  const formats = useFormats();
  const form = useShipmentForm();
  const { refresh } = shipment;
  useRefresh(refresh?.isRunning ? followMs : idleMs);
  if (!refresh) return null;
  const { isRunning, notBefore, outcome, newScans, at } = refresh;
  return (
    <BlockStack gap="200">
      <Box>
        <Button
          loading={form.running || isRunning}
          disabled={notBefore !== null}
          onClick={() => form.submit({ intent: "refresh" })}
        >
          {t("refresh.button")}
        </Button>
      </Box>
      <div aria-live="polite">
        {isRunning && (
          <Text as="p" tone="subdued">
            {t("refresh.running")}
          </Text>
        )}
        {outcome && at && (
          <Text as="p">
            {t(`refresh.${outcome}`, {
              count: newScans,
              amount: formats.number(newScans),
              time: moment(at),
            })}
          </Text>
        )}
        {!isRunning && notBefore && (
          <Text as="p" tone="subdued" variant="bodySm">
            {t("refresh.again", { time: moment(notBefore) })}
          </Text>
        )}
      </div>
    </BlockStack>
  );
}
