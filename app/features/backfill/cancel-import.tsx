import { Modal, TitleBar } from "@shopify/app-bridge-react";
import { Box, Button, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportForm } from "./use-import.ts";

/** An import that began is not cancelled by a slip. */
export function CancelImport({ form }: { form: ImportForm }) {
  const { t } = useTranslation("backfill");
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const confirm = () => {
    close();
    form.submit({ intent: "cancel" });
  };
  return (
    <>
      <Button
        loading={form.running === "cancel"}
        disabled={form.running !== undefined}
        onClick={() => setAsking(true)}
      >
        {t("cancel")}
      </Button>
      <Modal id="cancel-import" open={asking} onHide={close}>
        <Box padding="400">
          <Text as="p">{t("confirm.text")}</Text>
        </Box>
        <TitleBar title={t("confirm.heading")}>
          <button variant="primary" tone="critical" onClick={confirm}>
            {t("confirm.button")}
          </button>
          <button onClick={close}>{t("confirm.back")}</button>
        </TitleBar>
      </Modal>
    </>
  );
}
