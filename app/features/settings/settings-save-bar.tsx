import { SaveBar } from "@shopify/app-bridge-react";
import { useTranslation } from "react-i18next";
import { useLeaveConfirmation } from "#app/components/use-leave-confirmation.ts";

type Saving = {
  dirty: boolean;
  saving: boolean;
  save: () => void;
  discard: () => void;
};

/** The way out of a changed form: save, discard, or confirm that the changes are to be lost. */
export function SettingsSaveBar({ form }: { form: Saving }) {
  const { t } = useTranslation("settings");
  useLeaveConfirmation(form.dirty);
  return (
    <SaveBar id="settings-save-bar" open={form.dirty}>
      <button
        variant="primary"
        loading={form.saving ? "" : undefined}
        onClick={form.save}
      >
        {t("save")}
      </button>
      <button disabled={form.saving} onClick={form.discard}>
        {t("discard")}
      </button>
    </SaveBar>
  );
}
