import { afterEach, beforeEach } from "vitest";
import { fileBegins, testRuns } from "./asker.js";

fileBegins();
beforeEach(({ task }) => testRuns(task.id));
afterEach(() => testRuns(undefined));
