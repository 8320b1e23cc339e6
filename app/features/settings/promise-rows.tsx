import { BlockStack, Box, Button, InlineStack, Text } from "@shopify/polaris";
import { DeleteIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import { mostPromisedDays } from "#app/domain/promise-days.ts";
import { NumberField } from "./number-field.tsx";
import type { PromiseForm } from "./use-promise-form.ts";

/** A country in a row, with its days. */
export function PromiseRows({ form }: { form: PromiseForm }) {
  const { country, compare } = useFormats();
  const { t } = useTranslation("settings");
  const rows = Object.entries(form.promise.countries)
    .map(([code, days]) => ({ code, days, name: country(code) }))
    .toSorted((one, other) => compare(one.name, other.name));
  if (rows.length === 0)
    return (
      <Text as="p" tone="subdued">
        {t("promise.countries.none")}
      </Text>
    );
  return (
    <BlockStack gap="300">
      {rows.map((row) => (
        <PromiseRow key={row.code} row={row} form={form} />
      ))}
    </BlockStack>
  );
}

type Row = { code: string; days: string; name: string };

function PromiseRow({ row, form }: { row: Row; form: PromiseForm }) {
  const { t } = useTranslation("settings");
  const { code, days, name } = row;
  const path = `promiseDays.countries.${code}`;
  return (
    <InlineStack gap="300" blockAlign="start" wrap={false}>
      <div className="row-start any-width">
        <Box paddingBlockStart="150">
          <Text as="span">
            <bdi>{name}</bdi>
          </Text>
        </Box>
      </div>
      <div className="days-field">
        <NumberField
          name={path}
          label={t("promise.countries.label", { country: name })}
          labelHidden
          unit={t("unit.days")}
          value={days}
          least={1}
          most={mostPromisedDays}
          error={form.errorOf(path)}
          onChange={(next) => form.setCountry(code, next)}
        />
      </div>
      <Box paddingBlockStart="100">
        <Button
          icon={DeleteIcon}
          variant="tertiary"
          accessibilityLabel={t("promise.countries.remove", { country: name })}
          onClick={() => form.removeCountry(code)}
        />
      </Box>
    </InlineStack>
  );
}
