import { useState } from "preact/hooks";
import { lookOf } from "./look-of.ts";
import type { Change, Parcel } from "./order-api.ts";

type Props = {
  parcel: Parcel;
  isChanging: boolean;
  onChange: (change: Change) => void;
};

const translate = (key: string, values?: Record<string, string | number>) =>
  shopify.i18n.translate(key, values);

export function ParcelSection({ parcel, isChanging, onChange }: Props) {
  const { tone, step } = lookOf(parcel.state);
  return (
    <s-stack gap="small">
      <s-stack direction="inline" gap="small" alignItems="center">
        <s-badge tone={tone}>{translate(`state.${parcel.state}`)}</s-badge>
        {step && (
          <s-text color="subdued">{translate("progress", { step })}</s-text>
        )}
      </s-stack>
      <s-text>
        {[parcel.carrier, parcel.number].filter(Boolean).join(" · ") ||
          translate("noNumber")}
      </s-text>
      {parcel.expected && <Expected expected={parcel.expected} />}
      {parcel.lastEvent && <LastEvent event={parcel.lastEvent} />}
      <Mend parcel={parcel} isChanging={isChanging} onChange={onChange} />
      <s-stack direction="inline" gap="base">
        <s-link href={`app:app/shipments/${parcel.id}`}>
          {translate("details")}
        </s-link>
        {parcel.carrierUrl && (
          <s-link href={parcel.carrierUrl} target="_blank">
            {translate("atCarrier")}
          </s-link>
        )}
      </s-stack>
    </s-stack>
  );
}

function Expected({ expected }: { expected: NonNullable<Parcel["expected"]> }) {
  const [from = "", to = ""] = [expected.from, expected.to].map((day) =>
    shopify.i18n.formatDate(new Date(day), {
      day: "numeric",
      month: "short",
      timeZone: "UTC",
    }),
  );
  return (
    <s-text>
      {translate(from === to ? "expectedDay" : "expectedDays", { from, to })}
      {" · "}
      {translate("expectedBy", { parcels: expected.parcels })}
    </s-text>
  );
}

function LastEvent({ event }: { event: NonNullable<Parcel["lastEvent"]> }) {
  // The carrier's local time, as it came: its zone is not known.
  const when = event.time.slice(0, 16);
  return (
    <s-text color="subdued">
      {[when, event.text, event.place].filter(Boolean).join(" · ")}
    </s-text>
  );
}

const needsCarrier = new Set(["needs_carrier", "silent"]);

function Mend({ parcel, isChanging, onChange }: Props) {
  const { id: shipmentId, state, candidates } = parcel;
  if (parcel.canRetry)
    return (
      <s-button
        loading={isChanging}
        onClick={() => onChange({ intent: "retry", shipmentId })}
      >
        {translate("retry")}
      </s-button>
    );
  if (!needsCarrier.has(state) || !parcel.canChooseCarrier) return null;
  const choose = (carrierId: string) =>
    onChange({ intent: "choose_carrier", shipmentId, carrierId });
  return (
    <s-stack gap="small">
      <s-text>{translate("whoCarries")}</s-text>
      {candidates.length > 0 && (
        <s-stack direction="inline" gap="small">
          {candidates.map(({ id, name }) => (
            <s-button key={id} loading={isChanging} onClick={() => choose(id)}>
              {name}
            </s-button>
          ))}
        </s-stack>
      )}
      <OtherCarrier isChanging={isChanging} onChoose={choose} />
    </s-stack>
  );
}

function OtherCarrier(props: {
  isChanging: boolean;
  onChoose: (carrierId: string) => void;
}) {
  const [typed, setTyped] = useState("");
  const carrierId = typed.trim().toLowerCase();
  return (
    <s-stack direction="inline" gap="small" alignItems="end">
      <s-text-field
        label={translate("carrierId")}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <s-button
        disabled={carrierId === ""}
        loading={props.isChanging}
        onClick={() => props.onChoose(carrierId)}
      >
        {translate("saveCarrier")}
      </s-button>
    </s-stack>
  );
}
