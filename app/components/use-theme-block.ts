import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect, useState } from "react";
import { hasThemeBlock, type ThemeBlock } from "./theme-block.ts";

/** Whether the theme has the tracking block: asked when the page opens, and when it is looked at again. */
export function useThemeBlock(): ThemeBlock {
  const shopify = useAppBridge();
  const [status, setStatus] = useState<ThemeBlock>("unknown");
  useEffect(() => {
    let isOpen = true;
    const ask = async () => {
      const extensions = await askFor(shopify);
      if (!isOpen || !extensions) return;
      setStatus(hasThemeBlock(extensions) ? "active" : "inactive");
    };
    const look = () => {
      if (document.visibilityState === "visible") void ask();
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      isOpen = false;
      document.removeEventListener("visibilitychange", look);
    };
  }, [shopify]);
  return status;
}

async function askFor(shopify: {
  app?: Partial<ReturnType<typeof useAppBridge>["app"]>;
}) {
  try {
    return await shopify.app?.extensions?.();
  } catch {
    return undefined;
  }
}
