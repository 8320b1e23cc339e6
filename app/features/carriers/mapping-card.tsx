import { BlockStack, Box, Button, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { RunningWork } from "#app/components/running-work.tsx";
import type { CompanyView } from "./carriers-view.ts";
import type { Mapping } from "./use-mapping.ts";

type Props = { view: CompanyView; mapping: Mapping };

/** Whom a company's parcels are tracked with now, why, and the way back from a mapping. */
export function MappingCard({ view, mapping }: Props) {
  const { t } = useTranslation("carriers");
  const { company, left } = view;
  const { carrier, mappedBy, usual } = company;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t("company.now")}
        </Text>
        <BlockStack>
          <Text as="p" fontWeight="medium">
            <bdi className="any-width">
              {carrier?.name ?? t("company.noCarrier")}
            </bdi>
          </Text>
          <Text as="p" tone="subdued">
            {t(`mappedBy.${mappedBy}`)}
          </Text>
          {usual && (
            <Text as="p" tone="subdued" breakWord>
              {t("usual", { carrier: usual.name })}
            </Text>
          )}
        </BlockStack>
        {(view.isApplying || left > 0) && (
          <Applying view={view} mapping={mapping} />
        )}
        {mapping.isMapped && <WayBack view={view} mapping={mapping} />}
      </BlockStack>
    </Card>
  );
}

/** How far its parcels have been given their carrier; once that was stopped, the way to go on. */
function Applying({ view: { isApplying, left }, mapping }: Props) {
  const { t } = useTranslation("carriers");
  const text = t("company.left", { count: left });
  if (isApplying)
    return (
      <RunningWork
        text={text}
        stop={t("company.stop")}
        onStop={mapping.stop}
        isStopping={mapping.saving}
      />
    );
  return (
    <BlockStack gap="200">
      <Text as="p" tone="subdued">
        {text}
      </Text>
      <Box>
        <Button
          onClick={mapping.apply}
          disabled={mapping.saving || mapping.dirty}
        >
          {t("company.apply")}
        </Button>
      </Box>
    </BlockStack>
  );
}

function WayBack({ view: { automatic, held }, mapping }: Props) {
  const { t } = useTranslation("carriers");
  return (
    <BlockStack gap="200">
      <Text as="p" tone="subdued" breakWord>
        {automatic
          ? t(automatic.isSure ? "company.back.sure" : "company.back.likely", {
              carrier: automatic.carrier.name,
            })
          : t("company.back.detection")}{" "}
        {held > 0 && t("company.back.held", { count: held })}
      </Text>
      <Box>
        <Button
          onClick={mapping.forget}
          disabled={mapping.saving || mapping.dirty}
        >
          {t("company.back.button")}
        </Button>
      </Box>
    </BlockStack>
  );
}
