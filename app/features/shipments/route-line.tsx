import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import type { RouteStop } from "./shipments-view.ts";

/** Where it came from, was seen last, and goes to: a line, no map. */
export function RouteLine({ route }: { route: RouteStop[] }) {
  const { t } = useTranslation("shipments");
  const formats = useFormats();
  if (route.length === 0) return null;
  return (
    <ol className="route" aria-label={t("route.label")}>
      {route.map(({ kind, place, country }) => (
        <li key={kind} className={`route-${kind}`}>
          <span className="route-kind">{t(`route.${kind}`)}</span>
          <bdi className="any-width">
            {[place, country && formats.country(country)]
              .filter(Boolean)
              .join(", ")}
          </bdi>
        </li>
      ))}
    </ol>
  );
}
