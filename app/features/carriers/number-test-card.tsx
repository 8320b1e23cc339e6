import { useFetcher } from "@remix-run/react";
import {
  BlockStack,
  Button,
  Card,
  Form,
  List,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { NumberTest } from "./number-test.ts";

/** Who may carry a number, as KeyDelivery sees it. */
export function NumberTestCard() {
  const { t } = useTranslation("carriers");
  const { state, data, submit } = useFetcher<NumberTest>();
  const [number, setNumber] = useState("");
  const running = state !== "idle";
  const answer = running ? undefined : data;
  const test = () =>
    !running && submit({ number }, { method: "post", action: "?index" });
  return (
    <Card>
      <Form onSubmit={() => void test()}>
        <BlockStack gap="300">
          <Text as="h2" variant="headingSm">
            {t("test.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("test.text")}
          </Text>
          <TextField
            label={t("test.label")}
            value={number}
            onChange={setNumber}
            error={
              answer?.outcome === "invalid"
                ? t(`test.error.${answer.error}`)
                : undefined
            }
            connectedRight={
              <Button submit loading={running}>
                {t("test.button")}
              </Button>
            }
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
          />
          <div className="test-answer" aria-live="polite">
            {answer && <Answer answer={answer} />}
          </div>
        </BlockStack>
      </Form>
    </Card>
  );
}

function Answer({ answer }: { answer: NumberTest }) {
  const { t } = useTranslation("carriers");
  switch (answer.outcome) {
    case "found":
      return (
        <BlockStack gap="100">
          <Text as="p" breakWord>
            {t("test.found", { number: answer.number })}
          </Text>
          <List type="number">
            {answer.carriers.map(({ id, name }) => (
              <List.Item key={id}>
                <bdi className="any-width">{name}</bdi>
              </List.Item>
            ))}
          </List>
        </BlockStack>
      );
    case "nothing":
      return (
        <Text as="p" breakWord>
          {t("test.nothing", { number: answer.number })}
        </Text>
      );
    case "not_asked":
      return (
        <Text as="p" tone="critical">
          {t(`test.failure.${answer.reason}`)}
        </Text>
      );
    // Told beside the field.
    case "invalid":
      return null;
  }
}
