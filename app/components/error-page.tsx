import { useRevalidator, useRouteLoaderData } from "@remix-run/react";
import {
  BlockStack,
  Button,
  Card,
  InlineStack,
  Page,
  Text,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { statusOf, useReference } from "./failure.ts";

/** What to do when a page of the app has no answer. */
export function ErrorPage({ error }: { error: unknown }) {
  const { t } = useTranslation("frame");
  const { state, revalidate } = useRevalidator();
  // Without the frame's data there is no App Bridge, and only a whole page load gets a session token.
  const isFramed = useRouteLoaderData("routes/app") !== undefined;
  const again = () => (isFramed ? void revalidate() : window.location.reload());
  const reference = useReference(error);
  const kind = kindOf(statusOf(error));
  return (
    <Page title={t(`error.${kind}.title`)} narrowWidth>
      <Card>
        <BlockStack gap="400">
          <Text as="p">{t(`error.${kind}.text`)}</Text>
          {kind === "failed" && reference && (
            <Text as="p" tone="subdued">
              <span className="any-width">
                {t("error.reference", { reference })}
              </span>
            </Text>
          )}
          <InlineStack gap="200">
            {kind === "failed" && (
              <Button
                variant="primary"
                loading={state !== "idle"}
                onClick={again}
              >
                {t("error.again")}
              </Button>
            )}
            {isFramed && (
              <Button url="/app/shipments">{t("error.toShipments")}</Button>
            )}
          </InlineStack>
        </BlockStack>
      </Card>
    </Page>
  );
}

function kindOf(status: number | undefined) {
  if (status === 404) return "missing";
  return status !== undefined && status < 500 && status !== 401
    ? "request"
    : "failed";
}
