import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LabelledProgress } from "#app/components/labelled-progress.tsx";
import { useFormats } from "#app/components/use-formats.ts";
import {
  countLeft,
  leftReasons,
  type BulkProgress as Progress,
  type Left,
} from "./bulk-view.ts";
import { ListStrip } from "./list-strip.tsx";
import type { Bulk } from "./use-bulk.ts";

/** How far a change of all that match has come, or how it ended; else how one of chosen parcels ended. */
export function BulkProgress(props: { progress: Progress | null; bulk: Bulk }) {
  const { bulk, progress } = props;
  const { outcome } = bulk;
  if (progress?.state === "running")
    return <Running progress={progress} bulk={bulk} />;
  // One thing at a time.
  if (bulk.question) return null;
  if (outcome)
    return <Ended outcome={outcome} onClose={bulk.closeOutcome} bulk={bulk} />;
  if (!progress) return null;
  return (
    <Ended
      outcome={progress}
      isStopped={progress.state === "cancelled"}
      onClose={() => bulk.closeProgress(progress.id)}
      bulk={bulk}
    />
  );
}

function Running({ progress, bulk }: { progress: Progress; bulk: Bulk }) {
  const { t } = useTranslation("shipments");
  const formats = useFormats();
  const id = useId();
  const { kind, total, hasMore, done, skipped } = progress;
  const passed = done + skipped;
  return (
    <Strip
      action={
        <Button onClick={() => bulk.stop(progress.id)} loading={bulk.running}>
          {t("list.bulk.stop")}
        </Button>
      }
    >
      <Text as="p" id={id}>
        {t(`list.bulk.running.${kind}`, {
          passed: formats.number(passed),
          total: formats.count({ count: total, more: hasMore }),
        })}
      </Text>
      <LabelledProgress
        labelId={id}
        progress={total === 0 ? 0 : Math.min(100, (passed / total) * 100)}
        tone="primary"
      />
    </Strip>
  );
}

type EndedProps = {
  outcome: Pick<Progress, "kind" | "done" | "left">;
  isStopped?: boolean;
  onClose: () => void;
  bulk: Bulk;
};

function Ended({ outcome, isStopped, onClose, bulk }: EndedProps) {
  const { t } = useTranslation("shipments");
  const formats = useFormats();
  const { kind, done: count, left } = outcome;
  const number = formats.number(count);
  const stayed = countLeft(left);
  const reasons = useReasons(left);
  return (
    <Strip
      action={
        <Button onClick={onClose} disabled={bulk.running}>
          {t("list.bulk.close")}
        </Button>
      }
    >
      <div role="status">
        <Text as="p">
          {isStopped && `${t("list.bulk.stopped")} `}
          {t(`list.bulk.done.${kind}`, { count, number })}
        </Text>
        {stayed > 0 && (
          <Text as="p" tone="subdued">
            {t("list.bulk.stayed", {
              count: stayed,
              number: formats.number(stayed),
              reasons,
            })}
          </Text>
        )}
      </div>
    </Strip>
  );
}

function useReasons(left: Left) {
  const { t } = useTranslation("shipments");
  const formats = useFormats();
  const reasons = leftReasons.flatMap((reason) => {
    const count = left[reason];
    return count ? [{ reason, number: formats.number(count) }] : [];
  });
  return reasons
    .map(({ reason, number }) =>
      t("list.bulk.counted", {
        reason: t(`list.bulk.reason.${reason}`),
        number,
      }),
    )
    .join(t("list.bulk.between"));
}

/** The text, and beside it, or below it on a phone, the one thing to do. */
function Strip(props: { action: ReactNode; children: ReactNode }) {
  return (
    <ListStrip>
      <InlineStack gap="300" blockAlign="center" align="space-between">
        <div className="strip-text">
          <BlockStack gap="200">{props.children}</BlockStack>
        </div>
        {props.action}
      </InlineStack>
    </ListStrip>
  );
}
