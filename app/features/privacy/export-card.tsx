import {
  BlockStack,
  Button,
  ButtonGroup,
  Card,
  ProgressBar,
  Text,
} from "@shopify/polaris";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import { useShopExport, type ExportState } from "./use-shop-export.ts";

/** Everything that is held of the shop, as one file. */
export function ExportCard({ shopName }: { shopName: string }) {
  const { t } = useTranslation("privacy");
  const { state, start, stop } = useShopExport(shopName);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="p">{t("export.text")}</Text>
        <ButtonGroup>
          <Button
            loading={state.step === "reading"}
            onClick={() => void start()}
          >
            {t("export.button")}
          </Button>
          {state.step === "reading" && (
            <Button onClick={stop}>{t("export.stop")}</Button>
          )}
        </ButtonGroup>
        <div role="status">
          <Progress state={state} />
        </div>
      </BlockStack>
    </Card>
  );
}

function Progress({ state }: { state: ExportState }) {
  const { t } = useTranslation("privacy");
  const { number, count } = useFormats();
  const id = useId();
  switch (state.step) {
    case "idle":
      return null;
    case "reading": {
      const { read, total } = state;
      const share = total.more
        ? Math.min(95, (read / (read + total.count)) * 100)
        : (read / Math.max(1, total.count)) * 100;
      return (
        <BlockStack gap="200">
          <Text as="p" id={id}>
            {t("export.reading", { read: number(read), total: count(total) })}
          </Text>
          <ProgressBar progress={share} size="small" ariaLabelledBy={id} />
        </BlockStack>
      );
    }
    case "done":
    case "stopped":
      return <Text as="p">{t(`export.${state.step}`)}</Text>;
    case "busy":
    case "failed":
      return (
        <Text as="p" tone="critical">
          {t(`export.${state.step}`)}
        </Text>
      );
  }
}
