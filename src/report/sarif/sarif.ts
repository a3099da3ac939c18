import { createHash } from 'node:crypto';
import { actionVersion, fallbackRepository } from '../../catalog/release.ts';
import { oneLine } from '../../support/text.ts';
import { pathAddress, specHash, type Place } from '../parts/place.ts';
import type { Report } from '../report.ts';
import { toldBy, type Told } from './results.ts';
import { ruleOf } from './rules.ts';

/**
 * The report in SARIF 2.1.0 (OASIS, 2020-03-27), with the properties that code scanning of GitHub reads (GitHub docs,
 * "SARIF support for code scanning", read 2026-11). The spec and the mode are the category: what one run uploads does not
 * close the alerts of another. Pure.
 */
export const renderSarif = (
  report: Report,
  { actionRepository = null }: Pick<Place, 'actionRepository'> = {},
): string => {
  const told = toldBy(report);
  const ids = [...new Set(told.map(({ rule }) => rule))];
  const { specFile, mode, result, run } = report;
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'TruU Entra directory',
            semanticVersion: actionVersion,
            informationUri: `https://github.com/${fallbackRepository}`,
            rules: ids.map((id) => ruleOf(id, actionRepository)),
          },
        },
        automationDetails: { id: `truu-entra-directory/${specHash(specFile)}/${mode ?? 'none'}/` },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: !['failed', 'cancelled'].includes(result),
            ...(run === null ? {} : { startTimeUtc: run.startedAt, endTimeUtc: run.endedAt }),
          },
        ],
        results: told.map((one) => resultOf(one, specFile)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

/** GitHub shows only what has a place: the first line of the spec where there is none. */
const resultOf = ({ rule, level, text, range, key }: Told, specFile: string) => ({
  ruleId: rule,
  level,
  message: { text: plainText(text) },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: pathAddress(range?.file ?? specFile), uriBaseId: '%SRCROOT%' },
        region:
          range === null
            ? { startLine: 1 }
            : {
                ...{ startLine: range.line, startColumn: range.column },
                ...{ endLine: range.endLine, endColumn: range.endColumn },
              },
      },
    },
  ],
  // The key of GitHub's own is the one of its upload action, which warns of any other value.
  partialFingerprints: { 'truuEntraDirectory/v1': fingerprint(`${rule} ${specHash(specFile)} ${key}`) },
});

const fingerprint = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

const maxCharacters = 4_000;

/** A message of SARIF makes a link of `[text](target)`, and of nothing else (SARIF 2.1.0, 3.11.6). */
const plainText = (text: string): string => oneLine(text, maxCharacters).toWellFormed().replaceAll('](', '] (');
