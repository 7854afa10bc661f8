// Known to the command line before anything is loaded.

/** Stands for all versions, or for the base and all scenarios. */
export const EVERY = "*";

/** What a command line asks for: every version, every scenario, or both. */
export interface Asked {
  assumptions?: string;
  scenario?: string;
}

/** Whether more than one combination is asked for. */
export const asksForMany = ({ assumptions, scenario }: Asked): boolean => assumptions === EVERY || scenario === EVERY;
