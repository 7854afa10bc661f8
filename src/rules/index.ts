import { rule as assumptionsAlias } from "./assumptions/alias.js";
import { rule as assumptionsCharacter } from "./assumptions/character.js";
import { rule as assumptionsChoice } from "./assumptions/choice.js";
import { rule as assumptionsCycle } from "./assumptions/cycle.js";
import { rule as assumptionsDate } from "./assumptions/date.js";
import { rule as assumptionsDerivedRange } from "./assumptions/derived-range.js";
import { rule as assumptionsDuplicateId } from "./assumptions/duplicate-id.js";
import { rule as assumptionsDuplicateKey } from "./assumptions/duplicate-key.js";
import { rule as assumptionsEditDerived } from "./assumptions/edit-derived.js";
import { rule as assumptionsEditProvenance } from "./assumptions/edit-provenance.js";
import { rule as assumptionsEditRow } from "./assumptions/edit-row.js";
import { rule as assumptionsEditTwice } from "./assumptions/edit-twice.js";
import { rule as assumptionsEmptyFile } from "./assumptions/empty-file.js";
import { rule as assumptionsEnds } from "./assumptions/ends.js";
import { rule as assumptionsExpression } from "./assumptions/expression.js";
import { rule as assumptionsExpressionShape } from "./assumptions/expression-shape.js";
import { rule as assumptionsExpressionUnit } from "./assumptions/expression-unit.js";
import { rule as assumptionsExtendsCircle } from "./assumptions/extends-circle.js";
import { rule as assumptionsExtendsMissing } from "./assumptions/extends-missing.js";
import { rule as assumptionsFileName } from "./assumptions/file-name.js";
import { rule as assumptionsHalfRange } from "./assumptions/half-range.js";
import { rule as assumptionsIdConflict } from "./assumptions/id-conflict.js";
import { rule as assumptionsIncompatibleUnit } from "./assumptions/incompatible-unit.js";
import { rule as assumptionsKey } from "./assumptions/key.js";
import { rule as assumptionsKeyOrder } from "./assumptions/key-order.js";
import { rule as assumptionsKind } from "./assumptions/kind.js";
import { rule as assumptionsMissingCell } from "./assumptions/missing-cell.js";
import { rule as assumptionsMissingDistribution } from "./assumptions/missing-distribution.js";
import { rule as assumptionsMissingKey } from "./assumptions/missing-key.js";
import { rule as assumptionsMissingRange } from "./assumptions/missing-range.js";
import { rule as assumptionsMissingReason } from "./assumptions/missing-reason.js";
import { rule as assumptionsMissingSource } from "./assumptions/missing-source.js";
import { rule as assumptionsMissingUnit } from "./assumptions/missing-unit.js";
import { rule as assumptionsMixShape } from "./assumptions/mix-shape.js";
import { rule as assumptionsMixSum } from "./assumptions/mix-sum.js";
import { rule as assumptionsMixUnit } from "./assumptions/mix-unit.js";
import { rule as assumptionsName } from "./assumptions/name.js";
import { rule as assumptionsNoValue } from "./assumptions/no-value.js";
import { rule as assumptionsNoVersion } from "./assumptions/no-version.js";
import { rule as assumptionsNotFinite } from "./assumptions/not-finite.js";
import { rule as assumptionsNotPositive } from "./assumptions/not-positive.js";
import { rule as assumptionsNumber } from "./assumptions/number.js";
import { rule as assumptionsOverrideGroup } from "./assumptions/override-group.js";
import { rule as assumptionsOverrideRange } from "./assumptions/override-range.js";
import { rule as assumptionsPercentiles } from "./assumptions/percentiles.js";
import { rule as assumptionsRange } from "./assumptions/range.js";
import { rule as assumptionsReservedKey } from "./assumptions/reserved-key.js";
import { rule as assumptionsStaleAfter } from "./assumptions/stale-after.js";
import { rule as assumptionsTab } from "./assumptions/tab.js";
import { rule as assumptionsTag } from "./assumptions/tag.js";
import { rule as assumptionsTooDeep } from "./assumptions/too-deep.js";
import { rule as assumptionsTooLarge } from "./assumptions/too-large.js";
import { rule as assumptionsUnitChange } from "./assumptions/unit-change.js";
import { rule as assumptionsUnitDefinition } from "./assumptions/unit-definition.js";
import { rule as assumptionsUnknownAssumption } from "./assumptions/unknown-assumption.js";
import { rule as assumptionsUnknownKey } from "./assumptions/unknown-key.js";
import { rule as assumptionsUnknownOverride } from "./assumptions/unknown-override.js";
import { rule as assumptionsUnknownScenario } from "./assumptions/unknown-scenario.js";
import { rule as assumptionsUnknownSource } from "./assumptions/unknown-source.js";
import { rule as assumptionsUnknownUnit } from "./assumptions/unknown-unit.js";
import { rule as assumptionsUnknownVersion } from "./assumptions/unknown-version.js";
import { rule as assumptionsUrl } from "./assumptions/url.js";
import { rule as assumptionsValueAndExpression } from "./assumptions/value-and-expression.js";
import { rule as assumptionsVersionName } from "./assumptions/version-name.js";
import { rule as assumptionsWrongLength } from "./assumptions/wrong-length.js";
import { rule as assumptionsWrongShape } from "./assumptions/wrong-shape.js";
import { rule as assumptionsWrongType } from "./assumptions/wrong-type.js";
import { rule as assumptionsYaml } from "./assumptions/yaml.js";
import { rule as chaptersCharacter } from "./chapters/character.js";
import { rule as chaptersComment } from "./chapters/comment.js";
import { rule as chaptersDuplicateId } from "./chapters/duplicate-id.js";
import { rule as chaptersFence } from "./chapters/fence.js";
import { rule as chaptersFileName } from "./chapters/file-name.js";
import { rule as chaptersFrontMatter } from "./chapters/front-matter.js";
import { rule as chaptersMissingAlternativeText } from "./chapters/missing-alternative-text.js";
import { rule as chaptersOption } from "./chapters/option.js";
import { rule as checkBeside } from "./check/beside.js";
import { rule as checkException } from "./check/exception.js";
import { rule as checkNoOut } from "./check/no-out.js";
import { rule as checkOut } from "./check/out.js";
import { rule as checkUnusedException } from "./check/unused-exception.js";
import { rule as commentApi } from "./comment/api.js";
import { rule as commentFile } from "./comment/file.js";
import { rule as devPort } from "./dev/port.js";
import { rule as diffAmbiguous } from "./diff/ambiguous.js";
import { rule as diffNoFile } from "./diff/no-file.js";
import { rule as diffSide } from "./diff/side.js";
import { rule as diffUnknownSide } from "./diff/unknown-side.js";
import { rule as dimensionsAnnotation } from "./dimensions/annotation.js";
import { rule as dimensionsExponent } from "./dimensions/exponent.js";
import { rule as dimensionsFormat } from "./dimensions/format.js";
import { rule as dimensionsFunction } from "./dimensions/function.js";
import { rule as dimensionsOption } from "./dimensions/option.js";
import { rule as dimensionsOutput } from "./dimensions/output.js";
import { rule as dimensionsRun } from "./dimensions/run.js";
import { rule as dimensionsScale } from "./dimensions/scale.js";
import { rule as dimensionsTemperature } from "./dimensions/temperature.js";
import { rule as dimensionsUnlike } from "./dimensions/unlike.js";
import { rule as explainUnknown } from "./explain/unknown.js";
import { rule as figuresAltRepeatsCaption } from "./figures/alt-repeats-caption.js";
import { rule as figuresDuplicate } from "./figures/duplicate.js";
import { rule as figuresFormulaCell } from "./figures/formula-cell.js";
import { rule as filesBusy } from "./files/busy.js";
import { rule as filesForeign } from "./files/foreign.js";
import { rule as filesInTheWay } from "./files/in-the-way.js";
import { rule as filesNoCache } from "./files/no-cache.js";
import { rule as filesNoList } from "./files/no-list.js";
import { rule as filesNotOwn } from "./files/not-own.js";
import { rule as filesRefused } from "./files/refused.js";
import { rule as filesStays } from "./files/stays.js";
import { rule as filesUnfinished } from "./files/unfinished.js";
import { rule as gitBinary } from "./git/binary.js";
import { rule as gitFailed } from "./git/failed.js";
import { rule as gitFileSize } from "./git/file-size.js";
import { rule as gitNoCommit } from "./git/no-commit.js";
import { rule as gitNoMainBranch } from "./git/no-main-branch.js";
import { rule as gitNoMemo } from "./git/no-memo.js";
import { rule as gitNoMergeBase } from "./git/no-merge-base.js";
import { rule as gitNotARepository } from "./git/not-a-repository.js";
import { rule as gitOutside } from "./git/outside.js";
import { rule as gitPartialClone } from "./git/partial-clone.js";
import { rule as gitSubmodule } from "./git/submodule.js";
import { rule as gitSymlink } from "./git/symlink.js";
import { rule as gitTotalSize } from "./git/total-size.js";
import { rule as gitUnknownRevision } from "./git/unknown-revision.js";
import { rule as graphUnknown } from "./graph/unknown.js";
import { rule as initNotEmpty } from "./init/not-empty.js";
import { rule as newVersionDate } from "./new-version/date.js";
import { rule as newVersionExists } from "./new-version/exists.js";
import { rule as newVersionFrontMatter } from "./new-version/front-matter.js";
import { rule as newVersionName } from "./new-version/name.js";
import { rule as newVersionNoChapter } from "./new-version/no-chapter.js";
import { rule as notebookChart } from "./notebook/chart.js";
import { rule as notebookChartOption } from "./notebook/chart-option.js";
import { rule as notebookChartOverlap } from "./notebook/chart-overlap.js";
import { rule as notebookChartWarning } from "./notebook/chart-warning.js";
import { rule as notebookClaim } from "./notebook/claim.js";
import { rule as notebookCompile } from "./notebook/compile.js";
import { rule as notebookCrashed } from "./notebook/crashed.js";
import { rule as notebookCycle } from "./notebook/cycle.js";
import { rule as notebookDrawnOutput } from "./notebook/drawn-output.js";
import { rule as notebookDroppedRows } from "./notebook/dropped-rows.js";
import { rule as notebookDuplicateName } from "./notebook/duplicate-name.js";
import { rule as notebookEmptyMark } from "./notebook/empty-mark.js";
import { rule as notebookFormula } from "./notebook/formula.js";
import { rule as notebookHiddenState } from "./notebook/hidden-state.js";
import { rule as notebookImpure } from "./notebook/impure.js";
import { rule as notebookKeyOrder } from "./notebook/key-order.js";
import { rule as notebookMemoryLimit } from "./notebook/memory-limit.js";
import { rule as notebookNeverSettles } from "./notebook/never-settles.js";
import { rule as notebookNoResult } from "./notebook/no-result.js";
import { rule as notebookNonfinite } from "./notebook/nonfinite.js";
import { rule as notebookNotAnOutput } from "./notebook/not-an-output.js";
import { rule as notebookNotPlain } from "./notebook/not-plain.js";
import { rule as notebookOutput } from "./notebook/output.js";
import { rule as notebookReadOnly } from "./notebook/read-only.js";
import { rule as notebookRefusedSyntax } from "./notebook/refused-syntax.js";
import { rule as notebookSameKey } from "./notebook/same-key.js";
import { rule as notebookSyntax } from "./notebook/syntax.js";
import { rule as notebookTable } from "./notebook/table.js";
import { rule as notebookTakenName } from "./notebook/taken-name.js";
import { rule as notebookThrew } from "./notebook/threw.js";
import { rule as notebookTimeLimit } from "./notebook/time-limit.js";
import { rule as notebookTooLarge } from "./notebook/too-large.js";
import { rule as notebookTypes } from "./notebook/types.js";
import { rule as notebookUndefinedName } from "./notebook/undefined-name.js";
import { rule as notebookUnhandledRejection } from "./notebook/unhandled-rejection.js";
import { rule as notebookUnknownAssumption } from "./notebook/unknown-assumption.js";
import { rule as notebookUnknownOutput } from "./notebook/unknown-output.js";
import { rule as notebookWriteToConstant } from "./notebook/write-to-constant.js";
import { rule as notebookWriteToGiven } from "./notebook/write-to-given.js";
import { rule as notebookWriteToLibrary } from "./notebook/write-to-library.js";
import { rule as notebookWriteToOtherBlock } from "./notebook/write-to-other-block.js";
import { rule as outputsNoTolerance } from "./outputs/no-tolerance.js";
import { rule as pdfMissingGlyph } from "./pdf/missing-glyph.js";
import { rule as pdfNoRoom } from "./pdf/no-room.js";
import { rule as pdfTypst } from "./pdf/typst.js";
import { rule as pdfUnknownFont } from "./pdf/unknown-font.js";
import { rule as printedYear } from "./printed/year.js";
import { rule as printedZero } from "./printed/zero.js";
import { rule as projectEncoding } from "./project/encoding.js";
import { rule as projectFileBytes } from "./project/file-bytes.js";
import { rule as projectFileSize } from "./project/file-size.js";
import { rule as projectNoChapters } from "./project/no-chapters.js";
import { rule as projectNoFile } from "./project/no-file.js";
import { rule as projectNoMemo } from "./project/no-memo.js";
import { rule as projectNotRead } from "./project/not-read.js";
import { rule as projectNotWritten } from "./project/not-written.js";
import { rule as projectStrayMark } from "./project/stray-mark.js";
import { rule as projectUnreadable } from "./project/unreadable.js";
import { rule as proseAlikeHeadings } from "./prose/alike-headings.js";
import { rule as proseCitation } from "./prose/citation.js";
import { rule as proseClaim } from "./prose/claim.js";
import { rule as proseClaimFails } from "./prose/claim-fails.js";
import { rule as proseDuplicateFootnote } from "./prose/duplicate-footnote.js";
import { rule as proseDuplicateId } from "./prose/duplicate-id.js";
import { rule as proseEmptyValue } from "./prose/empty-value.js";
import { rule as proseFootnote } from "./prose/footnote.js";
import { rule as proseFootnotePlace } from "./prose/footnote-place.js";
import { rule as proseFormat } from "./prose/format.js";
import { rule as proseHandlebars } from "./prose/handlebars.js";
import { rule as proseHeading } from "./prose/heading.js";
import { rule as proseImage } from "./prose/image.js";
import { rule as proseLink } from "./prose/link.js";
import { rule as proseNoFormat } from "./prose/no-format.js";
import { rule as proseNoValue } from "./prose/no-value.js";
import { rule as proseNonFinite } from "./prose/non-finite.js";
import { rule as proseTable } from "./prose/table.js";
import { rule as proseTooDeep } from "./prose/too-deep.js";
import { rule as proseUnknownClaim } from "./prose/unknown-claim.js";
import { rule as proseUnknownFormat } from "./prose/unknown-format.js";
import { rule as proseUnknownOption } from "./prose/unknown-option.js";
import { rule as proseUnknownReference } from "./prose/unknown-reference.js";
import { rule as proseUnknownSection } from "./prose/unknown-section.js";
import { rule as proseUnknownSource } from "./prose/unknown-source.js";
import { rule as proseUnknownValue } from "./prose/unknown-value.js";
import { rule as proseUnsupported } from "./prose/unsupported.js";
import { rule as proseUnusedFootnote } from "./prose/unused-footnote.js";
import { rule as proseValuePlace } from "./prose/value-place.js";
import { rule as reviewBrokenResults } from "./review/broken-results.js";
import { rule as reviewNewerSchema } from "./review/newer-schema.js";
import { rule as reviewNoJson } from "./review/no-json.js";
import { rule as reviewNoResults } from "./review/no-results.js";
import { rule as reviewOlderSchema } from "./review/older-schema.js";
import type { Rule } from "./rule.js";
import { rule as sensitivityAxis } from "./sensitivity/axis.js";
import { rule as sensitivityBaseCase } from "./sensitivity/base-case.js";
import { rule as sensitivityCells } from "./sensitivity/cells.js";
import { rule as sensitivityCorrelated } from "./sensitivity/correlated.js";
import { rule as sensitivityCorrelation } from "./sensitivity/correlation.js";
import { rule as sensitivityCorrelations } from "./sensitivity/correlations.js";
import { rule as sensitivityCount } from "./sensitivity/count.js";
import { rule as sensitivityDecision } from "./sensitivity/decision.js";
import { rule as sensitivityDerived } from "./sensitivity/derived.js";
import { rule as sensitivityEmptyAxis } from "./sensitivity/empty-axis.js";
import { rule as sensitivityEmptyRange } from "./sensitivity/empty-range.js";
import { rule as sensitivityFactor } from "./sensitivity/factor.js";
import { rule as sensitivityGroup } from "./sensitivity/group.js";
import { rule as sensitivityInvertedRange } from "./sensitivity/inverted-range.js";
import { rule as sensitivityMerge } from "./sensitivity/merge.js";
import { rule as sensitivityMode } from "./sensitivity/mode.js";
import { rule as sensitivityNoDraws } from "./sensitivity/no-draws.js";
import { rule as sensitivityNoInputs } from "./sensitivity/no-inputs.js";
import { rule as sensitivityNoRange } from "./sensitivity/no-range.js";
import { rule as sensitivityNotPositive } from "./sensitivity/not-positive.js";
import { rule as sensitivityNothingDrawn } from "./sensitivity/nothing-drawn.js";
import { rule as sensitivityOneShare } from "./sensitivity/one-share.js";
import { rule as sensitivityOutputKind } from "./sensitivity/output-kind.js";
import { rule as sensitivityOverlap } from "./sensitivity/overlap.js";
import { rule as sensitivityPowerOfTwo } from "./sensitivity/power-of-two.js";
import { rule as sensitivityRange } from "./sensitivity/range.js";
import { rule as sensitivitySameInput } from "./sensitivity/same-input.js";
import { rule as sensitivityScenarioShape } from "./sensitivity/scenario-shape.js";
import { rule as sensitivitySeed } from "./sensitivity/seed.js";
import { rule as sensitivityShard } from "./sensitivity/shard.js";
import { rule as sensitivitySpan } from "./sensitivity/span.js";
import { rule as sensitivityStep } from "./sensitivity/step.js";
import { rule as sensitivityTarget } from "./sensitivity/target.js";
import { rule as sensitivityTextOutput } from "./sensitivity/text-output.js";
import { rule as sensitivityTooManyDimensions } from "./sensitivity/too-many-dimensions.js";
import { rule as sensitivityUnknownAssumption } from "./sensitivity/unknown-assumption.js";
import { rule as sensitivityUnknownOutput } from "./sensitivity/unknown-output.js";
import { rule as sensitivityUnknownScenario } from "./sensitivity/unknown-scenario.js";
import { rule as sensitivityValue } from "./sensitivity/value.js";
import { rule as setUsage } from "./set/usage.js";
import { rule as showUnknown } from "./show/unknown.js";
import { rule as staleAssumption } from "./stale/assumption.js";
import { rule as staleComparative } from "./stale/comparative.js";
import { rule as staleNumber } from "./stale/number.js";
import { rule as staleUnbacked } from "./stale/unbacked.js";
import { rule as sweepAlias } from "./sweep/alias.js";
import { rule as sweepCharacter } from "./sweep/character.js";
import { rule as sweepChoice } from "./sweep/choice.js";
import { rule as sweepCorrelation } from "./sweep/correlation.js";
import { rule as sweepDuplicateKey } from "./sweep/duplicate-key.js";
import { rule as sweepEmptyFile } from "./sweep/empty-file.js";
import { rule as sweepKey } from "./sweep/key.js";
import { rule as sweepLabel } from "./sweep/label.js";
import { rule as sweepMerge } from "./sweep/merge.js";
import { rule as sweepMissingKey } from "./sweep/missing-key.js";
import { rule as sweepName } from "./sweep/name.js";
import { rule as sweepNoChart } from "./sweep/no-chart.js";
import { rule as sweepNoDraws } from "./sweep/no-draws.js";
import { rule as sweepNoOutput } from "./sweep/no-output.js";
import { rule as sweepNoResult } from "./sweep/no-result.js";
import { rule as sweepNumber } from "./sweep/number.js";
import { rule as sweepOne } from "./sweep/one.js";
import { rule as sweepOut } from "./sweep/out.js";
import { rule as sweepReservedKey } from "./sweep/reserved-key.js";
import { rule as sweepTab } from "./sweep/tab.js";
import { rule as sweepTag } from "./sweep/tag.js";
import { rule as sweepTooDeep } from "./sweep/too-deep.js";
import { rule as sweepTooLarge } from "./sweep/too-large.js";
import { rule as sweepUnknownKey } from "./sweep/unknown-key.js";
import { rule as sweepUnknownOutput } from "./sweep/unknown-output.js";
import { rule as sweepWrongType } from "./sweep/wrong-type.js";
import { rule as sweepYaml } from "./sweep/yaml.js";
import { rule as typesCompiler } from "./types/compiler.js";
import { rule as typesOther } from "./types/other.js";
import { rule as typesUnknownName } from "./types/unknown-name.js";
import { rule as typesUnknownProperty } from "./types/unknown-property.js";
import { rule as typesWrongType } from "./types/wrong-type.js";
import { rule as unusedAssumption } from "./unused/assumption.js";
import { rule as unusedBlock } from "./unused/block.js";
import { rule as unusedClaim } from "./unused/claim.js";
import { rule as unusedFigure } from "./unused/figure.js";
import { rule as unusedSource } from "./unused/source.js";
import { rule as whyUnknown } from "./why/unknown.js";

export type { Example, Rule } from "./rule.js";

/** Every rule, by room and name. */
export const RULES: readonly Rule[] = [
  assumptionsAlias,
  assumptionsCharacter,
  assumptionsChoice,
  assumptionsCycle,
  assumptionsDate,
  assumptionsDerivedRange,
  assumptionsDuplicateId,
  assumptionsDuplicateKey,
  assumptionsEditDerived,
  assumptionsEditProvenance,
  assumptionsEditRow,
  assumptionsEditTwice,
  assumptionsEmptyFile,
  assumptionsEnds,
  assumptionsExpression,
  assumptionsExpressionShape,
  assumptionsExpressionUnit,
  assumptionsExtendsCircle,
  assumptionsExtendsMissing,
  assumptionsFileName,
  assumptionsHalfRange,
  assumptionsIdConflict,
  assumptionsIncompatibleUnit,
  assumptionsKey,
  assumptionsKeyOrder,
  assumptionsKind,
  assumptionsMissingCell,
  assumptionsMissingDistribution,
  assumptionsMissingKey,
  assumptionsMissingRange,
  assumptionsMissingReason,
  assumptionsMissingSource,
  assumptionsMissingUnit,
  assumptionsMixShape,
  assumptionsMixSum,
  assumptionsMixUnit,
  assumptionsName,
  assumptionsNoValue,
  assumptionsNoVersion,
  assumptionsNotFinite,
  assumptionsNotPositive,
  assumptionsNumber,
  assumptionsOverrideGroup,
  assumptionsOverrideRange,
  assumptionsPercentiles,
  assumptionsRange,
  assumptionsReservedKey,
  assumptionsStaleAfter,
  assumptionsTab,
  assumptionsTag,
  assumptionsTooDeep,
  assumptionsTooLarge,
  assumptionsUnitChange,
  assumptionsUnitDefinition,
  assumptionsUnknownAssumption,
  assumptionsUnknownKey,
  assumptionsUnknownOverride,
  assumptionsUnknownScenario,
  assumptionsUnknownSource,
  assumptionsUnknownUnit,
  assumptionsUnknownVersion,
  assumptionsUrl,
  assumptionsValueAndExpression,
  assumptionsVersionName,
  assumptionsWrongLength,
  assumptionsWrongShape,
  assumptionsWrongType,
  assumptionsYaml,
  chaptersCharacter,
  chaptersComment,
  chaptersDuplicateId,
  chaptersFence,
  chaptersFileName,
  chaptersFrontMatter,
  chaptersMissingAlternativeText,
  chaptersOption,
  checkBeside,
  checkException,
  checkNoOut,
  checkOut,
  checkUnusedException,
  commentApi,
  commentFile,
  devPort,
  diffAmbiguous,
  diffNoFile,
  diffSide,
  diffUnknownSide,
  dimensionsAnnotation,
  dimensionsExponent,
  dimensionsFormat,
  dimensionsFunction,
  dimensionsOption,
  dimensionsOutput,
  dimensionsRun,
  dimensionsScale,
  dimensionsTemperature,
  dimensionsUnlike,
  explainUnknown,
  figuresAltRepeatsCaption,
  figuresDuplicate,
  figuresFormulaCell,
  filesBusy,
  filesForeign,
  filesInTheWay,
  filesNoCache,
  filesNoList,
  filesNotOwn,
  filesRefused,
  filesStays,
  filesUnfinished,
  gitBinary,
  gitFailed,
  gitFileSize,
  gitNoCommit,
  gitNoMainBranch,
  gitNoMemo,
  gitNoMergeBase,
  gitNotARepository,
  gitOutside,
  gitPartialClone,
  gitSubmodule,
  gitSymlink,
  gitTotalSize,
  gitUnknownRevision,
  graphUnknown,
  initNotEmpty,
  newVersionDate,
  newVersionExists,
  newVersionFrontMatter,
  newVersionName,
  newVersionNoChapter,
  notebookChart,
  notebookChartOption,
  notebookChartOverlap,
  notebookChartWarning,
  notebookClaim,
  notebookCompile,
  notebookCrashed,
  notebookCycle,
  notebookDrawnOutput,
  notebookDroppedRows,
  notebookDuplicateName,
  notebookEmptyMark,
  notebookFormula,
  notebookHiddenState,
  notebookImpure,
  notebookKeyOrder,
  notebookMemoryLimit,
  notebookNeverSettles,
  notebookNoResult,
  notebookNonfinite,
  notebookNotAnOutput,
  notebookNotPlain,
  notebookOutput,
  notebookReadOnly,
  notebookRefusedSyntax,
  notebookSameKey,
  notebookSyntax,
  notebookTable,
  notebookTakenName,
  notebookThrew,
  notebookTimeLimit,
  notebookTooLarge,
  notebookTypes,
  notebookUndefinedName,
  notebookUnhandledRejection,
  notebookUnknownAssumption,
  notebookUnknownOutput,
  notebookWriteToConstant,
  notebookWriteToGiven,
  notebookWriteToLibrary,
  notebookWriteToOtherBlock,
  outputsNoTolerance,
  pdfMissingGlyph,
  pdfNoRoom,
  pdfTypst,
  pdfUnknownFont,
  printedYear,
  printedZero,
  projectEncoding,
  projectFileBytes,
  projectFileSize,
  projectNoChapters,
  projectNoFile,
  projectNoMemo,
  projectNotRead,
  projectNotWritten,
  projectStrayMark,
  projectUnreadable,
  proseAlikeHeadings,
  proseCitation,
  proseClaim,
  proseClaimFails,
  proseDuplicateFootnote,
  proseDuplicateId,
  proseEmptyValue,
  proseFootnote,
  proseFootnotePlace,
  proseFormat,
  proseHandlebars,
  proseHeading,
  proseImage,
  proseLink,
  proseNoFormat,
  proseNoValue,
  proseNonFinite,
  proseTable,
  proseTooDeep,
  proseUnknownClaim,
  proseUnknownFormat,
  proseUnknownOption,
  proseUnknownReference,
  proseUnknownSection,
  proseUnknownSource,
  proseUnknownValue,
  proseValuePlace,
  proseUnsupported,
  proseUnusedFootnote,
  reviewBrokenResults,
  reviewNewerSchema,
  reviewNoJson,
  reviewNoResults,
  reviewOlderSchema,
  sensitivityAxis,
  sensitivityBaseCase,
  sensitivityCells,
  sensitivityCorrelated,
  sensitivityCorrelation,
  sensitivityCorrelations,
  sensitivityCount,
  sensitivityDecision,
  sensitivityDerived,
  sensitivityEmptyAxis,
  sensitivityEmptyRange,
  sensitivityFactor,
  sensitivityGroup,
  sensitivityInvertedRange,
  sensitivityMerge,
  sensitivityMode,
  sensitivityNoDraws,
  sensitivityNoInputs,
  sensitivityNoRange,
  sensitivityNotPositive,
  sensitivityNothingDrawn,
  sensitivityOneShare,
  sensitivityOutputKind,
  sensitivityOverlap,
  sensitivityPowerOfTwo,
  sensitivityRange,
  sensitivitySameInput,
  sensitivityScenarioShape,
  sensitivitySeed,
  sensitivityShard,
  sensitivitySpan,
  sensitivityStep,
  sensitivityTarget,
  sensitivityTextOutput,
  sensitivityTooManyDimensions,
  sensitivityUnknownAssumption,
  sensitivityUnknownOutput,
  sensitivityUnknownScenario,
  sensitivityValue,
  setUsage,
  showUnknown,
  staleAssumption,
  staleComparative,
  staleNumber,
  staleUnbacked,
  sweepAlias,
  sweepCharacter,
  sweepChoice,
  sweepCorrelation,
  sweepDuplicateKey,
  sweepEmptyFile,
  sweepKey,
  sweepLabel,
  sweepMerge,
  sweepMissingKey,
  sweepName,
  sweepNoChart,
  sweepNoDraws,
  sweepNoOutput,
  sweepNoResult,
  sweepNumber,
  sweepOne,
  sweepOut,
  sweepReservedKey,
  sweepTab,
  sweepTag,
  sweepTooDeep,
  sweepTooLarge,
  sweepUnknownKey,
  sweepUnknownOutput,
  sweepWrongType,
  sweepYaml,
  typesCompiler,
  typesOther,
  typesUnknownName,
  typesUnknownProperty,
  typesWrongType,
  unusedAssumption,
  unusedBlock,
  unusedClaim,
  unusedFigure,
  unusedSource,
  whyUnknown,
];
