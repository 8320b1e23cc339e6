import { BlockStack, Box, Button, Card, Text } from "@shopify/polaris";
import { startTransition, useState } from "react";
import { useTranslation } from "react-i18next";
import { CarrierForm } from "./carrier-form.tsx";
import type { ShipmentDetail } from "./shipments-view.ts";
import type { ShipmentForm } from "./use-shipment-form.ts";

type Props = { shipment: ShipmentDetail; open: boolean; form: ShipmentForm };

/** Who carries the parcel, and the way to say otherwise: open at once when nobody knows. */
export function CarrierCard({ shipment, open, form }: Props) {
  const { t } = useTranslation("shipments");
  const [changing, setChanging] = useState(false);
  const { answer } = form;
  const [taken, setTaken] = useState(answer);
  if (answer !== taken) {
    setTaken(answer);
    if (answer?.outcome === "carrier_chosen") setChanging(false);
  }
  const { carrier, company, canChooseCarrier } = shipment;
  const isOpen = canChooseCarrier && (open || changing);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant={open ? "headingMd" : "headingSm"}>
          {t(open ? "carrier.choose" : "carrier.title")}
        </Text>
        {!open && <CurrentCarrier carrier={carrier} />}
        {company && (
          <Text as="p" tone="subdued">
            <span className="any-width">
              {t("carrier.company", { company })}
            </span>
          </Text>
        )}
        {isOpen && (
          <CarrierForm
            shipment={shipment}
            form={form}
            onCancel={open ? undefined : () => setChanging(false)}
          />
        )}
        {canChooseCarrier && !isOpen && (
          <Box>
            {/* The button answers at once; the form follows when it is drawn. */}
            <Button onClick={() => startTransition(() => setChanging(true))}>
              {t("carrier.change")}
            </Button>
          </Box>
        )}
      </BlockStack>
    </Card>
  );
}

function CurrentCarrier({ carrier }: Pick<ShipmentDetail, "carrier">) {
  const { t } = useTranslation("shipments");
  return (
    <BlockStack>
      <Text as="p" fontWeight="medium" breakWord>
        {carrier?.name ?? t("carrier.unknown")}
      </Text>
      {carrier?.source && (
        <Text as="p" tone="subdued" variant="bodySm">
          {t(`carrier.source.${carrier.source}`)}
        </Text>
      )}
    </BlockStack>
  );
}
