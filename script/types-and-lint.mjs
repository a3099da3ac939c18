// Checks the types as `tsc -p tsconfig.json` does and the rules as `eslint . --max-warnings=0` does, in one process: both
// need the same program, and to make it and resolve its types is most of their work.
import { ESLint } from 'eslint';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '..');
const host = {
  getCanonicalFileName: (file) => file,
  getCurrentDirectory: () => root,
  getNewLine: () => '\n',
};

const readConfig = () => {
  const file = path.join(root, 'tsconfig.json');
  const { config, error } = ts.readConfigFile(file, ts.sys.readFile);
  if (error) throw new Error(ts.formatDiagnostic(error, host));
  return ts.parseJsonConfigFileContent(config, ts.sys, root);
};

const { fileNames, options, errors } = readConfig();
const program = ts.createProgram(fileNames, options);
const wrongTypes = [...errors, ...ts.getPreEmitDiagnostics(program)];
process.stdout.write(ts.formatDiagnostics(wrongTypes, host));

const parserOptions = { projectService: false, programs: [program] };
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [{ files: ['**/*.ts'], languageOptions: { parserOptions } }],
});
const results = await eslint.lintFiles(['.']);
const formatter = await eslint.loadFormatter();
process.stdout.write(await formatter.format(results));

const broken = results.some(({ errorCount, warningCount }) => errorCount + warningCount > 0);
if (wrongTypes.length > 0 || broken) process.exitCode = 1;
