import * as Plot from "@observablehq/plot";

export type ScaleName = "x" | "y" | "fx" | "fy" | "color" | "r" | "opacity" | "length";

export type MarkChannels = Record<string, { value: Plot.ChannelValue; scale?: string | boolean; label?: string }>;

/** All marks of a chart, nested ones included. */
export function marksOf(options: Plot.PlotOptions): Plot.Mark[] {
  const marks: readonly unknown[] = options.marks ?? [];
  const all: unknown[] = marks.flat(5);
  return all.filter((mark): mark is Plot.Mark => mark instanceof Plot.Mark);
}

/** Channels that go by a scale unless they hold paints themselves. */
const AUTO: Partial<Record<ScaleName, RegExp>> = { color: /^(fill|stroke)$/, opacity: /opacity$/i };

/** Whether a mark's channel goes by a scale. */
export const isOn = (name: ScaleName, channel: string, scale: string | boolean | undefined): boolean =>
  scale === name || (scale === "auto" && AUTO[name]?.test(channel) === true);

/** What a mark shows on a scale, in the order of its data. */
export function valuesOn(name: ScaleName, mark: Plot.Mark): unknown[] {
  const { data, channels, fx, fy } = mark as unknown as {
    data: Plot.Data;
    channels: MarkChannels;
    fx?: Plot.ChannelValue;
    fy?: Plot.ChannelValue;
  };
  const values =
    name === "fx" || name === "fy"
      ? [name === "fx" ? fx : fy]
      : Object.entries(channels).flatMap(([key, { value, scale }]) => (isOn(name, key, scale) ? [value] : []));
  return values.flatMap((value) => [
    ...(value == null ? [] : ((Plot.valueof(data, value) ?? []) as Iterable<unknown>)),
  ]);
}
