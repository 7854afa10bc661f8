import { describe, expect, it } from "vitest";
import { all, any, claimOutcome, compare, not } from "../../../src/notebook/run/claims.js";

describe("the margin of a claim", () => {
  it("is the signed distance to the flip", () => {
    expect(claimOutcome(compare("<", 3, 4))).toEqual({
      holds: true,
      margin: 1,
      relativeMargin: 0.25,
      left: 3,
      right: 4,
      operator: "<",
    });
    expect(claimOutcome(compare(">", 3, 4))).toMatchObject({ holds: false, margin: -1, relativeMargin: -0.25 });
    expect(claimOutcome(compare("<=", 4, 4))).toMatchObject({ holds: true, margin: 0 });
    expect(claimOutcome(compare("!==", 3, 4))).toMatchObject({ holds: true, margin: 1 });
    expect(claimOutcome(compare("===", 3, 4))).toMatchObject({ holds: false, margin: -1 });
  });

  it("has no relative form against zero", () => {
    expect(claimOutcome(compare(">", 3, 0))).toEqual({ holds: true, margin: 3, left: 3, right: 0, operator: ">" });
  });

  it("of `a && b` is the narrowest when it holds, and that of the part that fails when it doesn't", () => {
    const wide = () => compare(">", 10, 1);
    const narrow = () => compare("<", 9, 10);
    expect(claimOutcome(all(wide, narrow))).toMatchObject({ holds: true, margin: 1, operator: "<" });
    expect(claimOutcome(all(wide, () => compare(">", 1, 2)))).toMatchObject({ holds: false, margin: -1 });
  });

  it("of `a || b` is that of the part that holds, and the narrowest when none does", () => {
    expect(
      claimOutcome(
        any(
          () => compare(">", 1, 2),
          () => compare(">", 5, 2),
        ),
      ),
    ).toMatchObject({ holds: true, margin: 3 });
    expect(
      claimOutcome(
        any(
          () => compare(">", 1, 20),
          () => compare(">", 19, 20),
        ),
      ),
    ).toMatchObject({ margin: -1 });
  });

  it("leaves the right side of && and || alone where the left decides", () => {
    const never = () => {
      throw new Error("not to be asked");
    };
    expect(claimOutcome(all(() => false, never)).holds).toBe(false);
    expect(claimOutcome(any(() => true, never)).holds).toBe(true);
  });

  it("of `!a` is the opposite comparison", () => {
    expect(claimOutcome(not(compare("<", 3, 4)))).toMatchObject({ holds: false, margin: -1, operator: ">=" });
  });

  it("is absent where nothing is compared", () => {
    expect(claimOutcome(true)).toEqual({ holds: true });
    expect(claimOutcome(compare("===", "a", "a"))).toEqual({ holds: true });
  });

  it("is refused for what is no boolean", () => {
    expect(() => claimOutcome(3)).toThrow("a claim must come to true or false, not number");
  });
});
