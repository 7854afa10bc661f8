import { inks, seriesColors } from "../../theme.js";

/** What most is drawn in; orange is its opposite. */
export const [blue = "", orange = ""] = seriesColors.map(({ light }) => light);

/** What says nothing, such as a value within the noise. */
export const gray = seriesColors.find(({ name }) => name === "gray")?.light ?? inks.muted.light;

export const text = inks.text.light;
export const muted = inks.muted.light;
export const axis = inks.axis.light;
export const background = inks.background.light;

/** Text that lines run behind stays readable. */
export const halo = { stroke: background, strokeWidth: 4 };
