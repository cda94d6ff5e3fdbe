using System.Text.Json;
using Archivist.Reports.Runs;

namespace Archivist.Reports.Rendering;

/// <summary>The JSON document around a report.</summary>
/// <param name="Format">Says which rules the document follows.</param>
/// <param name="Verdict">What the facts mean.</param>
/// <param name="Run">The facts.</param>
internal sealed record RunReportDocument(string Format, RunVerdict Verdict, RunReport Run)
{
    internal const string CurrentFormat = "archivist-run-report-1";

    internal static byte[] ToBytes(RunReport report) => JsonSerializer.SerializeToUtf8Bytes(
        new RunReportDocument(CurrentFormat, RunVerdict.Of(report), report), ReportJson.Default.RunReportDocument);

    internal static RunReport FromBytes(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, ReportJson.Default.RunReportDocument) is { Format: CurrentFormat, Run: { } run }
            ? run
            : throw new JsonException($"The document is not an {CurrentFormat}.");
}
