import { describe, expect, it } from "vitest";
import { ScalingError } from "../src/errors.ts";

describe("ScalingError", () => {
  const error = new ScalingError("TOO_FEW_POINTS", "Expected at least 3 points but got 2", "series.year");

  it("is an Error that can be told from others", () => {
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(ScalingError);
    expect(new Error("other")).not.toBeInstanceOf(ScalingError);
    expect(error.name).toBe("ScalingError");
  });

  it("says what was expected, what came and where", () => {
    expect(error.message).toBe("Expected at least 3 points but got 2 (at series.year)");
    expect(String(error)).toBe("ScalingError: Expected at least 3 points but got 2 (at series.year)");
  });

  it("carries a code and a path for programs", () => {
    expect(error.code).toBe("TOO_FEW_POINTS");
    expect(error.path).toBe("series.year");
  });

  it("has no path where none applies, and then names none", () => {
    const plain = new ScalingError("EMPTY_INPUT", "Expected text but got none");
    expect(plain.path).toBeNull();
    expect(plain.message).toBe("Expected text but got none");
  });

  it("keeps code and path as JSON", () => {
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ code: "TOO_FEW_POINTS", path: "series.year" });
  });
});
