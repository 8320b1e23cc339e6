import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { loader } from "#app/routes/app.settings_.exports.$id.tsx";
import { domain, otherDomain, useSettings } from "./use-settings.ts";

const settings = useSettings();

const download = (id: string, shop = domain) =>
  loader({
    request: settings.request(`/app/settings/exports/${id}`, shop),
    context: settings.context(),
    params: { id },
  });

async function createExport(expiresAt = new Date(Date.now() + 60_000)) {
  await settings.load();
  const { id: shopId } = await settings.shop();
  const created = await settings.database.db.dataExport.create({
    data: {
      shopId,
      requestId: "77",
      content: { orders: ["#1001"] },
      expiresAt,
    },
  });
  return created.id;
}

it("is a file that no cache keeps", async () => {
  const id = await createExport();
  expect((await settings.load()).dataExports).toMatchObject([
    { id, requestId: "77" },
  ]);
  const response = await download(id);
  expect(response.headers.get("content-disposition")).toBe(
    `attachment; filename="customer-data-${id}.json"`,
  );
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toEqual({ orders: ["#1001"] });
});

it("is 404 for another shop, and not in its list", async () => {
  const id = await createExport();
  expect((await settings.load(otherDomain)).dataExports).toEqual([]);
  await expect(download(id, otherDomain)).rejects.toMatchObject({
    status: 404,
  });
});

it("is 404 once it has expired", async () => {
  const id = await createExport(new Date(Date.now() - 1_000));
  await expect(download(id)).rejects.toMatchObject({ status: 404 });
});

it.each([randomUUID(), "1", "../settings"])(
  "is 404 for the unknown id %s",
  async (id) => {
    await expect(download(id)).rejects.toMatchObject({ status: 404 });
  },
);
