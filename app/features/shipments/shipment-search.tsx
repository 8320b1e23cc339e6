import { Icon, TextField } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

const pauseMs = 300;

type Props = { search: string; onSearch: (search: string) => void };

/** Searches when typing pauses. */
export function ShipmentSearch({ search, onSearch }: Props) {
  const { t } = useTranslation("shipments");
  const [typed, setTyped] = useState(search);
  const [sent, setSent] = useState(search);
  const [shown, setShown] = useState(search);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  if (search !== shown) {
    setShown(search);
    // Not the answer to what was typed here: back, forward, another link.
    if (search !== sent) {
      setSent(search);
      setTyped(search);
    }
  }
  const change = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setSent(text.trim());
      onSearch(text.trim());
    }, pauseMs);
  };
  return (
    <TextField
      label={t("search.label")}
      labelHidden
      type="search"
      name="q"
      value={typed}
      onChange={change}
      placeholder={t("search.placeholder")}
      prefix={<Icon source={SearchIcon} tone="subdued" />}
      clearButton
      onClearButtonClick={() => change("")}
      maxLength={100}
      autoComplete="off"
      spellCheck={false}
    />
  );
}
