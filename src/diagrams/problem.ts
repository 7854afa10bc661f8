/** What is wrong with a diagram's source, at a stretch of its text. */
export interface DotFault {
  rule: "diagrams/syntax" | "diagrams/attribute" | "diagrams/structure" | "diagrams/outside" | "diagrams/size";
  message: string;
  expected?: string;
  hint?: string;
  from: number;
  to: number;
}

/** Thrown where nothing behind it can be read. */
export class DotError extends Error {
  constructor(readonly fault: DotFault) {
    super(fault.message);
  }
}
