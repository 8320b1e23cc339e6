import type { Shop } from "@prisma/client";
import type { App } from "#app/app-context.ts";
import {
  exportSections,
  type ExportPage,
  type ExportSection,
} from "#app/features/privacy/export-sections.ts";
import {
  endExport,
  exportPage,
  takeExport,
} from "#app/features/privacy/export-shop.server.ts";

type Asked = {
  shop: Shop;
  actor: string;
  /** Made up by the page that reads. */
  exportId: string;
  section: ExportSection;
  after: string | undefined;
};

/** The next page of a shop's data; "busy" while another export of it is being read. */
export async function exportShopData(
  app: Pick<App, "db" | "clock">,
  asked: Asked,
): Promise<ExportPage | "busy"> {
  const { shop, actor, exportId, section } = asked;
  const shopId = shop.id;
  const now = app.clock.now();
  if (!(await takeExport(app.db, { shopId, exportId, now }))) return "busy";
  const page = await exportPage(app.db, asked);
  if (section === exportSections[0])
    await app.db.auditEntry.create({
      data: { shopId, actor, action: "data_exported" },
    });
  if (section === exportSections.at(-1) && page.next === null)
    await endExport(app.db, { shopId, exportId });
  return page;
}
