// What GitHub's own parser says of workflow files: one line of JSON, the problems by file. Run it by tsx, because the
// package imports JSON in a way that Node 20 does not know.
import { readFileSync } from 'node:fs';
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';

const problems = {};
for (const file of process.argv.slice(2)) {
  const { context, value } = parseWorkflow(
    { name: file, content: readFileSync(file, 'utf8') },
    new NoOperationTraceWriter(),
  );
  const found = context.errors.getErrors().map(String);
  if (value !== undefined && found.length === 0) {
    const template = await convertWorkflowTemplate(context, value);
    found.push(...context.errors.getErrors().map(String), ...(template.errors ?? []).map(({ Message }) => Message));
  }
  problems[file] = found;
}
console.log(JSON.stringify(problems));
