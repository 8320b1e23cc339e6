import { parse } from "csv-parse/sync";
import { beforeEach, describe, expect, it } from "vitest";
import { exportList } from "#app/features/shipments/export-list.server.ts";
import { createExportWriter } from "#app/features/shipments/export-rows.server.ts";
import { conditionsOf } from "#app/features/shipments/list-conditions.ts";
import { readListQuery } from "#app/features/shipments/read-list-query.ts";
import { createTexts } from "#app/texts/create-texts.ts";
import { findPageTexts } from "#app/texts/find-page-texts.ts";
import { statementsOf } from "#test/support/count-statements.ts";
import { useTestDatabase } from "#test/support/test-database.ts";
import { createParcel, createShop, shippedAt } from "./create-parcel.ts";
import { createListed } from "./list-parcels.ts";

const database = useTestDatabase();
let shopId: string;
beforeEach(async () => {
  shopId = (await createShop(database.db, "one.myshopify.com")).id;
});

async function open(asked = "", locale = "en") {
  const shop = { id: shopId, timeZone: "America/Toronto", stalledDays: 7 };
  const texts = createTexts(await findPageTexts(locale));
  return exportList(database.db, {
    conditions: conditionsOf(
      readListQuery(new URLSearchParams(asked)),
      shop,
      new Date(),
    ),
    writer: createExportWriter(texts, shop),
  });
}
async function read(asked = "", locale = "en") {
  const pieces: string[] = [];
  for await (const piece of await open(asked, locale)) pieces.push(piece);
  const rows: string[][] = parse(pieces.join(""), { bom: true });
  return { pieces, headings: rows[0], rows: rows.slice(1) };
}

describe("the list as a file", () => {
  it("holds 10,001 parcels, each once, in pieces of 500", async () => {
    const count = 10_001;
    await createListed(
      database,
      shopId,
      Array.from({ length: count }, (_, index) => ({
        // Three at a time were shipped at the same moment.
        shippedAt: new Date(
          shippedAt.getTime() - Math.floor(index / 3) * 1_000,
        ),
      })),
    );
    const { pieces, rows } = await read();
    expect(rows).toHaveLength(count);
    expect(new Set(rows.map(([, number]) => number)).size).toBe(count);
    expect(pieces).toHaveLength(1 + Math.ceil(count / 500));
    for (const piece of pieces.slice(1))
      expect(piece.trimEnd().split("\n").length).toBeLessThanOrEqual(500);
  });

  it("reads no further than it is taken", async () => {
    await createListed(
      database,
      shopId,
      Array.from({ length: 1_200 }, () => ({})),
    );
    const file = await open();
    const statements = await statementsOf(database.pool, async () => {
      await file.next();
      await file.next();
    });
    // The places with their rows, and what the list does not show.
    expect(statements).toHaveLength(2);
    await file.return(undefined);
    expect(await file.next()).toEqual({ done: true, value: undefined });
  });

  it("holds what the list is narrowed down to, and nothing of another shop", async () => {
    const other = await createShop(database.db, "two.myshopify.com");
    await createListed(database, other.id, [{ number: "SECRET1" }]);
    await createListed(database, shopId, [
      { number: "HERE", destinationCode: "DE", state: "delivered" },
      { number: "ABROAD", destinationCode: "CA", state: "delivered" },
      { number: "UNDERWAY", destinationCode: "DE" },
      { number: "AWAY", destinationCode: "DE", archivedAt: shippedAt },
    ]);
    const numbers = async (asked: string) =>
      (await read(asked)).rows.map(([, number]) => number);
    expect(await numbers("view=delivered&country=DE")).toEqual(["HERE"]);
    expect(await numbers("q=AWAY")).toEqual([]);
    expect(await numbers("view=archived")).toEqual(["AWAY"]);
    expect(await numbers("q=SECRET1")).toEqual([]);
    expect(await numbers("sort=updated_asc")).toHaveLength(3);
  });

  it("says all that is known of a parcel, in the merchant's words and the shop's time", async () => {
    await createListed(database, shopId, [
      {
        number: "1Z1",
        carrierId: "usps",
        destinationCode: "CA",
        state: "exception",
        attention: "exception",
        deliveredAt: shippedAt,
        archivedAt: shippedAt,
      },
    ]);
    const { headings, rows } = await read("view=archived", "de");
    expect(headings?.slice(0, 3)).toEqual([
      "Bestellung",
      "Sendungsnummer",
      "Versanddienstleister",
    ]);
    expect(headings).toContain("Versendet (America/Toronto)");
    const time = "2026-11-23 05:00";
    expect(rows).toEqual([
      [
        ...["#1", "1Z1", "USPS", "", "Problem", "Kanada", time, "", "", time],
        ...["Der Versanddienstleister meldet ein Problem.", time],
      ],
    ]);
  });

  it("starts no formula in a spreadsheet, and keeps a parcel on its line", async () => {
    await createParcel(database.db, shopId, {
      number: "=1+1",
      orderName: "@one\r\ntwo",
    });
    const { pieces } = await read();
    expect(pieces[1]).toMatch(/^'@one two,'=1\+1,.*\n$/);
  });
});
