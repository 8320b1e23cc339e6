import { useBlocker } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect } from "react";

/**
 * Asks before changes are lost. App Bridge guards the admin's own links; links inside the app are ours to guard.
 */
export function useLeaveConfirmation(dirty: boolean) {
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
