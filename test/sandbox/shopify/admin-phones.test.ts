import { describe, expect, it } from "vitest";
import { useAdmin } from "./use-admin.ts";

const { running, ask } = useAdmin();

describe("the phone of a shipping address", () => {
  const read = async () => {
    const [order] = running.shop.orders;
    const answer = await ask(
      `{ order(id: "gid://shopify/Order/${order?.id}") { shippingAddress { city phone } } }`,
    );
    return { ...answer, order: answer.data?.order };
  };

  it("is null to an app that is not approved for it", async () => {
    running.shopify.createOrder(running.shop, { phone: "+14165550123" });
    expect(await read()).toMatchObject({
      order: { shippingAddress: { city: "Toronto", phone: null } },
    });
  });

  it("is an error of the field where it is to be refused", async () => {
    running.shopify.createOrder(running.shop, { phone: "+14165550123" });
    running.shopify.setPhoneAccess("refused");
    expect((await read()).errors).toMatchObject([
      { extensions: { code: "ACCESS_DENIED" } },
    ]);
  });

  it("is given to an app that is approved", async () => {
    running.shopify.createOrder(running.shop, { phone: "+14165550123" });
    running.shopify.setPhoneAccess("given");
    expect(await read()).toMatchObject({
      order: { shippingAddress: { phone: "+14165550123" } },
    });
  });
});
