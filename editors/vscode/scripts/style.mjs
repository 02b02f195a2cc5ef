// What the compiler does not see, in place of a linter with a hundred packages: line length, tabs, white space at the ends
// of lines, a final newline, files that grow, console output and debugger statements.
import fs from "node:fs";
import path from "node:path";

const LONGEST_LINE = 160, LONGEST_FILE = 260;
const problems = [];

for (const file of ["src", "test", "scripts"].flatMap(sources)) {
  const text = fs.readFileSync(file, "utf8"), lines = text.split("\n");
  const report = (line, message) => problems.push(`${file}:${line}: ${message}`);
  if (!text.endsWith("\n") || text.endsWith("\n\n")) report(lines.length, "ends without a newline, or with empty lines");
  if (lines.length > LONGEST_FILE) report(1, `has ${lines.length} lines: split it by meaning`);
  lines.forEach((line, index) => {
    if (line.length > LONGEST_LINE) report(index + 1, `has ${line.length} characters`);
    if (/\t|\s$/.test(line)) report(index + 1, "has a tab, or white space at its end");
    if (/^\s*debugger\b/.test(line)) report(index + 1, "a debugger statement");
    if (file.startsWith("src") && /\bconsole\.|as any\b|@ts-ignore/.test(line)) report(index + 1, "console, any or @ts-ignore in the extension");
  });
}

function sources(folder) {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter(entry => entry.isFile() && /\.(ts|mjs|js)$/.test(entry.name)).map(entry => path.join(entry.parentPath ?? entry.path, entry.name));
}

if (problems.length > 0) {
  process.stderr.write(`${problems.join("\n")}\n`);
  process.exit(1);
}
