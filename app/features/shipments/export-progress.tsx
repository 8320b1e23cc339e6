import { useTranslation } from "react-i18next";
import { RunningWork } from "#app/components/running-work.tsx";
import { useFormats } from "#app/components/use-formats.ts";
import { ListStrip } from "./list-strip.tsx";
import type { ListExport } from "./use-list-export.ts";

/** How far the file has come, as long as it comes. */
export function ExportProgress({ file }: { file: ListExport }) {
  const { t } = useTranslation("shipments");
  const formats = useFormats();
  if (file.rows === undefined) return null;
  return (
    <ListStrip>
      <RunningWork
        text={t("list.export.running", {
          count: file.rows,
          number: formats.number(file.rows),
        })}
        stop={t("list.export.cancel")}
        onStop={file.cancel}
      />
    </ListStrip>
  );
}
