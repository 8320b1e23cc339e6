import { shopify } from "./host.ts";
import type { Parcel } from "./order-api.ts";
import { stepOf } from "./step-of.ts";
import { Timeline } from "./timeline.tsx";
import { writeTime } from "./write-time.ts";

const translate = (key: string, values?: Record<string, string | number>) =>
  shopify.i18n.translate(key, values);

const turned = new Set([
  "exception",
  "attempt_failed",
  "returning",
  "returned",
]);

/** Where a parcel is, how far it has come, and when it should arrive. */
export function ParcelSection({ parcel }: { parcel: Parcel }) {
  const { number, carrier, carrierUrl, status, events, expected } = parcel;
  const step = stepOf(status);
  return (
    <s-stack gap="small">
      <s-heading>{translate(`status.${status}`)}</s-heading>
      {step && (
        <s-progress
          value={step}
          max={4}
          tone={turned.has(status) ? "critical" : "auto"}
          accessibilityLabel={translate("progress", { step })}
        />
      )}
      {expected && <Expected expected={expected} />}
      <s-text color="subdued">
        {[carrier, number].filter(Boolean).join(" · ")}
      </s-text>
      {events.length === 0 ? (
        <s-text color="subdued">{translate("noScans")}</s-text>
      ) : (
        <Timeline events={events} />
      )}
      {carrierUrl && (
        <s-link href={carrierUrl} target="_blank">
          {translate("atCarrier")}
        </s-link>
      )}
    </s-stack>
  );
}

function Expected({ expected }: { expected: NonNullable<Parcel["expected"]> }) {
  const [from = "", to = ""] = [expected.from, expected.to].map((day) =>
    writeTime(`${day} 00:00:00`, "day"),
  );
  return (
    <s-text type="strong">
      {translate(from === to ? "expectedDay" : "expectedDays", { from, to })}
    </s-text>
  );
}
