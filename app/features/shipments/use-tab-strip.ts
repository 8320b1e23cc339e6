import { useEffect, useRef } from "react";

/**
 * Mends Polaris' tabs: on a phone the chosen one is scrolled into sight, and "More views" is a tab as well, because
 * nothing else may stand among them.
 */
export function useTabStrip() {
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = strip;
    if (!current) return;
    let inSight = "";
    const mend = () => {
      current
        .querySelectorAll(
          '[role="tablist"] > [role="presentation"] button:not([role])',
        )
        .forEach((one) => one.setAttribute("role", "tab"));
      const chosen = current.querySelector(
        '[role="tab"][aria-selected="true"]',
      );
      if (!chosen || chosen.id === inSight) return;
      inSight = chosen.id;
      chosen.scrollIntoView({ block: "nearest", inline: "center" });
    };
    mend();
    // Polaris draws them once it has measured them, and anew when the page gets another width.
    const observer = new MutationObserver(mend);
    observer.observe(current, {
      childList: true,
      subtree: true,
      attributeFilter: ["aria-selected"],
    });
    return () => observer.disconnect();
  }, []);
  return strip;
}
