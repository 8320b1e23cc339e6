import { SaveBar } from "@shopify/app-bridge-react";
import { useTranslation } from "react-i18next";
import { useLeaveConfirmation } from "#app/components/use-leave-confirmation.ts";
import type { Mapping } from "./use-mapping.ts";

export function MappingSaveBar({ mapping }: { mapping: Mapping }) {
  const { t } = useTranslation("carriers");
  const { dirty, saving, save, discard } = mapping;
  useLeaveConfirmation(dirty);
  return (
    <SaveBar id="mapping-save-bar" open={dirty}>
      <button
        variant="primary"
        loading={saving ? "" : undefined}
        onClick={save}
      >
        {t("save")}
      </button>
      <button disabled={saving} onClick={discard}>
        {t("discard")}
      </button>
    </SaveBar>
  );
}
