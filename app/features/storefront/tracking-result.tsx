import type { ExpectedDays } from "#app/domain/expected-days.ts";
import type { ShopperEvent, ShopperParcel } from "./find-parcels.server.ts";
import { progressOf } from "./shopper-status.ts";
import type { StorefrontTexts } from "./storefront-texts.ts";

/** A parcel, and the days on which it should arrive, where anything can be said of that. */
export type ShownParcel = ShopperParcel & { expected: ExpectedDays | null };

export type ShownResult =
  | { kind: "parcels"; parcels: ShownParcel[] }
  | {
      kind:
        | "missing"
        | "notFound"
        | "notFoundByContact"
        | "noneOwn"
        | "limited"
        | "unavailable";
    };

type Props = { texts: StorefrontTexts; language: string };

const steps = [
  "shipped",
  "in_transit",
  "out_for_delivery",
  "delivered",
] as const;

/** What a look-up found, as plain HTML: the same for the page and for the block that puts it into its place. */
export function TrackingResult({
  result,
  ...props
}: Props & { result: ShownResult }) {
  if (result.kind !== "parcels")
    return (
      <p className="shiptrack-notice" role="alert">
        {props.texts[result.kind]}
      </p>
    );
  return result.parcels.map((parcel, index) => (
    <Parcel
      parcel={parcel}
      isFirst={index === 0}
      key={parcel.number}
      {...props}
    />
  ));
}

function Parcel({
  parcel,
  isFirst,
  ...props
}: Props & { parcel: ShownParcel; isFirst: boolean }) {
  const { texts } = props;
  const { order, number, carrier, carrierUrl } = parcel;
  const { status, events, expected } = parcel;
  return (
    <article className="shiptrack-parcel">
      <h2 className="shiptrack-status">{texts.status[status]}</h2>
      <Progress parcel={parcel} {...props} />
      {expected && <Expected days={expected} {...props} />}
      <dl className="shiptrack-facts">
        <div>
          <dt>{texts.order}</dt>
          <dd>
            <bdi>{order}</bdi>
          </dd>
        </div>
        <div>
          <dt>{texts.number}</dt>
          <dd>
            <bdi>{number}</bdi>
          </dd>
        </div>
        {carrier && (
          <div>
            <dt>{texts.carrier}</dt>
            <dd>
              <bdi>{carrier}</bdi>
            </dd>
          </div>
        )}
      </dl>
      {carrierUrl && (
        <p className="shiptrack-carrier">
          <a href={carrierUrl} rel="noopener nofollow">
            {texts.atCarrier}
          </a>
        </p>
      )}
      <Timeline events={events} isOpen={isFirst} {...props} />
    </article>
  );
}

function Progress({ parcel, texts }: Props & { parcel: ShopperParcel }) {
  const reached = progressOf(parcel.status);
  if (reached === null) return null;
  return (
    <ol className="shiptrack-progress" aria-label={texts.progress}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={index < reached ? "shiptrack-reached" : undefined}
          aria-current={index === reached - 1 ? "step" : undefined}
        >
          {texts.status[step]}
        </li>
      ))}
    </ol>
  );
}

function Expected({ days, texts, language }: Props & { days: ExpectedDays }) {
  const [from, to] = [days.from, days.to].map((day) =>
    write(language, `${day} 00:00:00`, dayStyle),
  );
  const text = from === to ? texts.expectedDay : texts.expectedDays;
  return (
    <p className="shiptrack-expected">
      {text.replace("{from}", from ?? "").replace("{to}", to ?? "")}
    </p>
  );
}

function Timeline({
  events,
  isOpen,
  texts,
  language,
}: Props & { events: ShopperEvent[]; isOpen: boolean }) {
  if (events.length === 0) return <p>{texts.noScans}</p>;
  const days = Map.groupBy(events, ({ time }) => time.slice(0, 10));
  return (
    <details className="shiptrack-history" open={isOpen}>
      <summary>{texts.history}</summary>
      {[...days].map(([day, scans]) => (
        <section key={day}>
          <h3 className="shiptrack-day">
            {write(language, `${day} 00:00:00`, dayStyle)}
          </h3>
          <ul>
            {scans.map((scan) => (
              <li key={`${scan.time} ${scan.status} ${scan.place}`}>
                <time>{write(language, scan.time, clockStyle)}</time>{" "}
                <span>{texts.status[scan.status]}</span>
                {scan.place && (
                  <span className="shiptrack-place">
                    <bdi>{scan.place}</bdi>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p className="shiptrack-small">{texts.localTimes}</p>
    </details>
  );
}

const dayStyle = { weekday: "long", day: "numeric", month: "long" } as const;
const clockStyle = {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
} as const;

// The digits stay as the carrier told them, whatever the reader's zone.
function write(
  language: string,
  localTime: string,
  style: Intl.DateTimeFormatOptions,
) {
  const time = new Date(`${localTime.replace(" ", "T")}Z`);
  if (Number.isNaN(time.getTime())) return localTime;
  const format = new Intl.DateTimeFormat(language, {
    ...style,
    timeZone: "UTC",
  });
  return format.format(time);
}
