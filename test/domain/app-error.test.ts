import { expect, it } from "vitest";
import {
  AppError,
  ConflictError,
  NotFoundError,
} from "#app/domain/app-error.ts";

it("says whether trying again can help, and keeps what caused it", () => {
  const cause = new Error("ECONNRESET");
  for (const retryable of [true, false])
    expect(new AppError("no answer", { retryable, cause })).toMatchObject({
      name: "AppError",
      message: "no answer",
      retryable,
      cause,
    });
});

it("names what was not found, which no further try finds", () => {
  const error = new NotFoundError("the shipment");
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({
    name: "NotFoundError",
    message: "the shipment was not found",
    retryable: false,
  });
});

it("asks for another try when something changed underneath", () => {
  const error = new ConflictError("it was archived");
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({
    name: "ConflictError",
    message: "it was archived",
    retryable: true,
  });
});
