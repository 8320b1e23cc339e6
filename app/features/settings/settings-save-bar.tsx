import { useBlocker } from "@remix-run/react";
import { SaveBar, useAppBridge } from "@shopify/app-bridge-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

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

// App Bridge guards the admin's own links; links inside the app are ours to guard.
function useLeaveConfirmation(dirty: boolean) {
  const shopify = useAppBridge();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    // Stayed, and saved or discarded since: the click of then is over.
    if (!dirty) return blocker.reset();
    let current = true;
    // The promise settles only when the merchant agrees to leave.
    shopify.saveBar.leaveConfirmation().then(
      () => current && blocker.proceed(),
      () => current && blocker.reset(),
    );
    return () => {
      current = false;
    };
  }, [blocker, dirty, shopify]);
}
