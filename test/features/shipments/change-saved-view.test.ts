import { beforeEach, describe, expect, it } from "vitest";
import { NotFoundError } from "#app/domain/app-error.ts";
import {
  changeSavedView,
  mostSavedViews,
} from "#app/features/shipments/change-saved-view.server.ts";
import {
  readSavedViewIntent,
  type SavedViewIntent,
} from "#app/features/shipments/saved-view-schema.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { createShop } from "./create-parcel.ts";

const database = useTestDatabase();
let shopId: string;
beforeEach(async () => {
  shopId = (await createShop(database.db, "one.myshopify.com")).id;
});

const change = (intent: SavedViewIntent, shop = shopId) =>
  changeSavedView(database.db, shop, intent);
const save = (name: string, query = "view=delivered") =>
  change({ intent: "save_view", name, query });
const views = () =>
  database.db.savedView.findMany({
    select: { name: true, query: true },
    orderBy: { name: "asc" },
  });
const idOf = async (name: string) => {
  const answer = await save(name);
  if (answer.outcome !== "saved") throw new Error(answer.outcome);
  return answer.id;
};

describe("a saved view", () => {
  it("is made, changed and deleted", async () => {
    const id = await idOf("Mine");
    await change({ intent: "rename_view", id, name: "Ours" });
    await change({ intent: "update_view", id, query: "carrier=ups" });
    expect(await views()).toEqual([{ name: "Ours", query: "carrier=ups" }]);
    await change({ intent: "delete_view", id });
    expect(await views()).toEqual([]);
  });

  it("has a name of its own, whatever its capital letters", async () => {
    const id = await idOf("Mine");
    const taken = { outcome: "invalid", error: "taken" };
    expect(await save("mINE")).toEqual(taken);
    const other = await idOf("Other");
    expect(
      await change({ intent: "rename_view", id: other, name: "MINE" }),
    ).toEqual(taken);
    expect(await change({ intent: "rename_view", id, name: "MINE" })).toEqual({
      outcome: "renamed",
    });
  });

  it("is one of twenty, also when many are made at once", async () => {
    const names = Array.from(
      { length: mostSavedViews + 5 },
      (_, index) => `V${index}`,
    );
    const answers = await Promise.all(names.map((name) => save(name)));
    expect(answers.filter(({ outcome }) => outcome === "saved")).toHaveLength(
      mostSavedViews,
    );
    expect(await views()).toHaveLength(mostSavedViews);
  });

  it("of another shop is not found", async () => {
    const other = (await createShop(database.db, "two.myshopify.com")).id;
    const id = await idOf("Mine");
    const before = await views();
    for (const intent of [
      { intent: "rename_view", id, name: "Theirs" },
      { intent: "update_view", id, query: "" },
      { intent: "delete_view", id },
    ] as const)
      await expect(change(intent, other)).rejects.toThrow(NotFoundError);
    expect(await views()).toEqual(before);
  });
});

describe("the form of a saved view", () => {
  const read = (fields: Record<string, string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return readSavedViewIntent(form);
  };

  it("stores only what the list understands", () => {
    expect(
      read({
        intent: "save_view",
        name: " Mine ",
        query: "carrier=ups&nonsense=1&cursor=abc&saved=x&view=delivered",
      }),
    ).toEqual({
      intent: "save_view",
      name: "Mine",
      query: "view=delivered&carrier=ups",
    });
  });

  it.each([
    ["  ", "missing"],
    ["x".repeat(41), "too_long"],
  ])("tells what is wrong with the name %j", (name, error) => {
    expect(read({ intent: "save_view", name, query: "" })).toEqual({
      answer: { outcome: "invalid", error },
    });
  });

  it("is none of ours with another intent or id", () => {
    expect(read({ intent: "drop_view", id: "1" })).toBeUndefined();
    expect(read({ intent: "delete_view", id: "1" })).toBeUndefined();
  });
});
