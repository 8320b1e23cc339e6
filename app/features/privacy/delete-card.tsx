import { useFetcher } from "@remix-run/react";
import {
  BlockStack,
  Box,
  Button,
  Card,
  Form,
  List,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import { useMoment } from "#app/components/use-moment.ts";
import type { DataAnswer, DataView } from "./data-view.ts";

/** What a deletion means, the confirmation, and how far it is. */
export function DeleteCard({ view }: { view: DataView }) {
  const { t } = useTranslation("privacy");
  const { deletion } = view;
  const isRunning = deletion !== null && deletion.endedAt === null;
  return (
    <Card>
      <BlockStack gap="400">
        <List>
          {(["what", "keep", "keydelivery", "return"] as const).map((key) => (
            <List.Item key={key}>{t(`delete.${key}`)}</List.Item>
          ))}
        </List>
        <div role="status">
          <Progress view={view} />
        </div>
        {isRunning ? <Stop /> : <Confirmation shopName={view.shopName} />}
      </BlockStack>
    </Card>
  );
}

function Progress({ view: { deletion, timeZone } }: { view: DataView }) {
  const { t } = useTranslation("privacy");
  const { number } = useFormats();
  const moment = useMoment(timeZone);
  if (!deletion) return null;
  const { deleted, endedAt, isStopped } = deletion;
  const counted = { count: deleted, number: number(deleted) };
  return (
    <Text as="p">
      {endedAt
        ? t(isStopped ? "delete.stopped" : "delete.done", {
            ...counted,
            time: moment(endedAt),
          })
        : t("delete.running", counted)}
    </Text>
  );
}

function Stop() {
  const { t } = useTranslation("privacy");
  const fetcher = useFetcher<DataAnswer>();
  return (
    <Box>
      <Button
        loading={fetcher.state !== "idle"}
        onClick={() =>
          void fetcher.submit({ intent: "stop" }, { method: "post" })
        }
      >
        {t("delete.stop")}
      </Button>
    </Box>
  );
}

function Confirmation({ shopName }: { shopName: string }) {
  const { t } = useTranslation("privacy");
  const fetcher = useFetcher<DataAnswer>();
  const [name, setName] = useState("");
  const [sent, setSent] = useState("");
  const running = fetcher.state !== "idle";
  const outcome = running ? undefined : fetcher.data?.outcome;
  const submit = () => {
    setSent(name);
    void fetcher.submit({ intent: "delete", name }, { method: "post" });
  };
  return (
    <Form onSubmit={submit}>
      <BlockStack gap="300">
        <TextField
          label={t("delete.label", { name: shopName })}
          name="name"
          value={name}
          onChange={setName}
          error={
            outcome === "wrong_name" && name === sent
              ? t("delete.wrong", { name: shopName })
              : undefined
          }
          maxLength={255}
          autoComplete="off"
          spellCheck={false}
        />
        <Box>
          <Button submit tone="critical" variant="primary" loading={running}>
            {t("delete.button")}
          </Button>
        </Box>
        {outcome === "failed" && (
          <Text as="p" tone="critical">
            {t("delete.failed")}
          </Text>
        )}
      </BlockStack>
    </Form>
  );
}
