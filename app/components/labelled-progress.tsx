import { ProgressBar, type ProgressBarProps } from "@shopify/polaris";

type Props = {
  labelId: string;
  progress: number;
  tone: NonNullable<ProgressBarProps["tone"]> | "caution";
};

/** A bar with its text beside it. "caution" is a tone that Polaris' bar lacks. */
export function LabelledProgress({ labelId, progress, tone }: Props) {
  const isCaution = tone === "caution";
  return (
    <div className={isCaution ? "caution-bar" : undefined}>
      <ProgressBar
        progress={progress}
        size="small"
        tone={isCaution ? "primary" : tone}
        ariaLabelledBy={labelId}
      />
    </div>
  );
}
