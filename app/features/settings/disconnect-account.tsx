import { Modal, TitleBar } from "@shopify/app-bridge-react";
import { Box, Button, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";

type Props = {
  operatorAvailable: boolean;
  running: boolean;
  onConfirm: () => void;
};

export function DisconnectAccount(props: Props) {
  const { t } = useTranslation("settings");
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const confirm = () => {
    close();
    props.onConfirm();
  };
  return (
    <>
      <Button
        variant="plain"
        tone="critical"
        loading={props.running}
        onClick={() => setAsking(true)}
      >
        {t("disconnect.button")}
      </Button>
      <Modal id="disconnect-account" open={asking} onHide={close}>
        <Box padding="400">
          <Text as="p">
            {t(`disconnect.${props.operatorAvailable ? "operator" : "none"}`)}
          </Text>
        </Box>
        <TitleBar title={t("disconnect.heading")}>
          <button variant="primary" tone="critical" onClick={confirm}>
            {t("disconnect.confirm")}
          </button>
          <button onClick={close}>{t("disconnect.cancel")}</button>
        </TitleBar>
      </Modal>
    </>
  );
}
