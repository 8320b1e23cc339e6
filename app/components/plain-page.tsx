import { useTranslation } from "react-i18next";

type Props = { about: "missing" | "failed" | "welcome"; reference?: string };

/** A page outside the Shopify admin: no App Bridge, no Polaris components. */
export function PlainPage({ about, reference }: Props) {
  const { t } = useTranslation("frame");
  return (
    <main className="plain-page">
      <h1>{t(`outside.${about}.title`)}</h1>
      <p>{t(`outside.${about}.text`)}</p>
      {reference && <p>{t("error.reference", { reference })}</p>}
    </main>
  );
}
