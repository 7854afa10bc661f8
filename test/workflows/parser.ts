import { packed } from "./packed.js";

/** What GitHub has to say against a workflow file, or the action that a repository is; nothing where it is right. */
export async function saidOf(name: string, content: string): Promise<string[]> {
  const { parseWorkflow, parseAction, convertWorkflowTemplate, NoOperationTraceWriter } = await packed();
  const isAction = /(?:^|\/)action\.ya?ml$/.test(name);
  const { value, context } = (isAction ? parseAction : parseWorkflow)({ name, content }, new NoOperationTraceWriter());
  const found = context.errors.getErrors().map(({ message }) => message);
  if (isAction || value === undefined) return found;
  const { errors = [] } = await convertWorkflowTemplate(context, value);
  return [...new Set([...found, ...errors.map(({ Message }) => Message)])];
}
