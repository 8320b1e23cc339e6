import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { progressOf } from "./progress-of.ts";
import type { ShownKey } from "./shown-state.ts";

/** The way in four steps. A step is told by its mark and its words, not by its colour alone. */
export function ProgressBar({ state }: { state: ShownKey }) {
  const { t } = useTranslation("shipments");
  const progress = progressOf(state);
  if (!progress) return null;
  const { steps, reached, tone } = progress;
  return (
    <ol
      className={`progress progress-${tone}`}
      aria-label={t("progress.label")}
    >
      {steps.map((step, index) => (
        <li
          key={step}
          className={index < reached ? "progress-reached" : undefined}
          aria-current={index === reached - 1 ? "step" : undefined}
        >
          <span className="progress-mark" aria-hidden="true" />
          <span>{t(`progress.${step}`)}</span>
          <Text as="span" visuallyHidden>
            {t(index < reached ? "progress.reached" : "progress.ahead")}
          </Text>
        </li>
      ))}
    </ol>
  );
}
