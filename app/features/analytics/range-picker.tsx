import { useNavigate } from "@remix-run/react";
import {
  BlockStack,
  Box,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import { rangeKeys, type AnalyticsRange } from "./analytics-range.ts";

/** The period, kept in the address: a reload and a link show the same. */
export function RangePicker({ range }: { range: AnalyticsRange }) {
  const { t } = useTranslation("analytics");
  const formats = useFormats();
  const navigate = useNavigate();
  const open = (query: Record<string, string>) =>
    navigate(`/app/analytics?${new URLSearchParams(query).toString()}`, {
      preventScrollReset: true,
    });
  return (
    <BlockStack gap="200">
      <InlineStack gap="300" blockAlign="end">
        <Box minWidth="12rem">
          <Select
            label={t("range.label")}
            options={rangeKeys.map((value) => ({
              value,
              label: t(`range.${value}`),
            }))}
            value={range.key}
            onChange={(key) =>
              open(
                key === "custom"
                  ? { range: key, from: range.from, to: range.to }
                  : { range: key },
              )
            }
          />
        </Box>
        {range.key === "custom" && (
          <OwnDates
            key={`${range.from} ${range.to}`}
            range={range}
            onOpen={open}
          />
        )}
      </InlineStack>
      <Text as="p" tone="subdued">
        {t("range.shown", {
          from: formats.day(range.from),
          to: formats.day(range.to),
          beforeFrom: formats.day(range.before.from),
          beforeTo: formats.day(range.before.to),
        })}
      </Text>
    </BlockStack>
  );
}

function OwnDates(props: {
  range: AnalyticsRange;
  onOpen: (query: Record<string, string>) => void;
}) {
  const { t } = useTranslation("analytics");
  const [from, setFrom] = useState(props.range.from);
  const [to, setTo] = useState(props.range.to);
  // A date that is half typed is "".
  const show = () => {
    if (from && to && from <= to) props.onOpen({ range: "custom", from, to });
  };
  return (
    <>
      <TextField
        label={t("range.from")}
        type="date"
        value={from}
        max={to}
        onChange={setFrom}
        onBlur={show}
        autoComplete="off"
      />
      <TextField
        label={t("range.to")}
        type="date"
        value={to}
        min={from}
        onChange={setTo}
        onBlur={show}
        autoComplete="off"
      />
    </>
  );
}
