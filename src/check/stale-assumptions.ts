import { freshUntil, isStale } from "../assumptions/register/stale.js";
import type { Diagnostic } from "../diagnostic.js";
import { quotedForShell } from "../text/shell.js";
import type { CheckInput } from "./input.js";

/** Warnings `stale/assumption`: a value older, on the register's own date, than the limit it or the register sets. */
export function staleAssumptions({ register }: Pick<CheckInput, "register">): Diagnostic[] {
  const all = [...register.assumptions.values()];
  const files = all.flatMap((assumption): Diagnostic[] => {
    const { data } = assumption;
    const fetched = data?.fetched === undefined ? undefined : { ...assumption, asOf: data.fetched };
    if (!data || !fetched || !isStale(fetched, register)) return [];
    return [
      {
        rule: "stale/data-file",
        severity: "warning",
        message: `${data.file} was fetched on ${data.fetched} and held until ${freshUntil(fetched, register)}; the register is of ${register.asOf}`,
        expected: `a file not older than ${(assumption.staleAfter ?? register.staleAfter)?.text}`,
        hint: `\`memo data check ${quotedForShell(data.file.replace(/^data\//, ""))}\` looks whether there is a newer one`,
        place: assumption.valuePlace,
      },
    ];
  });
  const old = all
    .filter((assumption) => isStale(assumption, register))
    .map(
      (assumption): Diagnostic => ({
        rule: "stale/assumption",
        severity: "warning",
        message: `\`${assumption.id}\` is as of ${assumption.asOf} and held until ${freshUntil(assumption, register)}; the register is of ${register.asOf}`,
        expected: `a value not older than ${(assumption.staleAfter ?? register.staleAfter)?.text}`,
        hint: "look at the source again: a new value, or the old one with a new `as_of`",
        place: assumption.valuePlace,
      }),
    );
  return [...old, ...files];
}
