import { BlockStack, ChoiceList, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { shippedPeriods, type ListQuery } from "./list-query.ts";
import type { List } from "./use-list.ts";

type Props = { query: ListQuery; list: List };

/** A period up to today, or days of one's choice. */
export function ShippedFilter({ query, list }: Props) {
  const { t } = useTranslation("shipments");
  const { from, to } = query;
  const period = shippedPeriods.find((one) => one === from);
  const [isCustom, setCustom] = useState(false);
  const hasDays = period === undefined && Boolean(from || to);
  const selected = hasDays || isCustom ? "custom" : period;
  const choose = ([chosen]: string[]) => {
    setCustom(chosen === "custom");
    if (chosen !== "custom") list.change({ from: chosen ?? null, to: null });
    else if (period) list.change({ from: null, to: null });
  };
  return (
    <BlockStack gap="300">
      <ChoiceList
        title={t("list.filter.shipped")}
        titleHidden
        choices={[...shippedPeriods, "custom"].map((value) => ({
          value,
          label: t(`list.period.${value}`),
        }))}
        selected={selected ? [selected] : []}
        onChange={choose}
      />
      {selected === "custom" && (
        <BlockStack gap="200">
          <Day
            label={t("list.shipped.from")}
            value={from ?? ""}
            max={to ?? undefined}
            onChange={(value) => list.change({ from: value })}
          />
          <Day
            label={t("list.shipped.to")}
            value={to ?? ""}
            min={from ?? undefined}
            onChange={(value) => list.change({ to: value })}
          />
        </BlockStack>
      )}
    </BlockStack>
  );
}

type DayProps = {
  label: string;
  value: string;
  min?: string | undefined;
  max?: string | undefined;
  onChange: (value: string | null) => void;
};

/** Told on when the day is whole: a year is typed digit by digit. */
function Day({ label, value, min, max, onChange }: DayProps) {
  const { t } = useTranslation("shipments");
  const [typed, setTyped] = useState(value);
  const [shown, setShown] = useState(value);
  if (value !== shown) {
    setShown(value);
    setTyped(value);
  }
  const isWrong =
    isWhole(typed) && ((min && typed < min) || (max && typed > max));
  const change = (text: string) => {
    setTyped(text);
    const isRight = (!min || text >= min) && (!max || text <= max);
    if (text === "") onChange(null);
    else if (isWhole(text) && isRight) onChange(text);
  };
  return (
    <TextField
      type="date"
      label={label}
      value={typed}
      onChange={change}
      error={isWrong ? t("list.shipped.order") : undefined}
      autoComplete="off"
    />
  );
}

const isWhole = (day: string) => /^(19|20)\d\d-\d\d-\d\d$/.test(day);
