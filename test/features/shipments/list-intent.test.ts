import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readListIntent } from "#app/features/shipments/list-intent.ts";

const id = randomUUID();
function read(fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return readListIntent(form);
}
const chosen = { intent: "change_parcels", kind: "archive", ids: id };

describe("what is asked for on the list", () => {
  it("names each parcel once, fifty at most", () => {
    expect(read({ ...chosen, ids: `${id},${id}` })).toMatchObject({
      ids: [id],
    });
    const many = Array.from({ length: 51 }, () => randomUUID()).join(",");
    expect(read({ ...chosen, ids: many })).toBeUndefined();
    expect(read({ ...chosen, ids: "" })).toBeUndefined();
    expect(read({ ...chosen, ids: "1' OR true" })).toBeUndefined();
  });

  it("is a filter that the list understands, without the view that it was saved as", () => {
    const query = `status=delivered,nonsense&saved=${id}&cursor=x`;
    expect(
      read({ intent: "change_all", kind: "retry", carrierId: "", query }),
    ).toEqual({
      intent: "change_all",
      kind: "retry",
      carrierId: undefined,
      query: "status=delivered",
    });
  });

  it("says that the carrier is missing, or none", () => {
    for (const carrierId of ["", "no such thing!"])
      expect(read({ ...chosen, kind: "choose_carrier", carrierId })).toEqual({
        answer: { outcome: "no_carrier" },
      });
  });

  it("is nothing that we do not know", () => {
    expect(read({ ...chosen, kind: "delete" })).toBeUndefined();
    expect(read({ intent: "cancel_bulk", id: "1" })).toBeUndefined();
    expect(read({ intent: "delete_all" })).toBeUndefined();
  });
});
