using System.Globalization;
using System.Text;
using Archivist.Platform.Files;
using Archivist.Reports.Rendering;
using Archivist.Reports.Runs;

namespace Archivist.Reports;

/// <summary>Writes reports into a directory, each whole or not at all.</summary>
public static class ReportFiles
{
    /// <summary>Writes the page for people and returns its path.</summary>
    /// <param name="report">What it says.</param>
    /// <param name="folder">Where it is written.</param>
    /// <param name="drillCommand">What to type to run a drill, as the front end spells it.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public static Task<string> WriteHtmlAsync(RunReport report, string folder, string drillCommand, CancellationToken cancellationToken) =>
        WriteAsync(report, folder, "html", ToHtml(report, drillCommand), cancellationToken);

    /// <summary>Writes the document for programs (docs/formats/report.md) and returns its path.</summary>
    public static Task<string> WriteJsonAsync(RunReport report, string folder, CancellationToken cancellationToken) =>
        WriteAsync(report, folder, "json", ToJson(report), cancellationToken);

    /// <summary>The page for people, as UTF-8.</summary>
    public static byte[] ToHtml(RunReport report, string drillCommand) => Encoding.UTF8.GetBytes(RunReportPage.Render(report, drillCommand));

    /// <summary>The document for programs, as UTF-8.</summary>
    public static byte[] ToJson(RunReport report) => RunReportDocument.ToBytes(report);

    /// <summary>Reads a document back.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is not such a document.</exception>
    public static RunReport FromJson(ReadOnlySpan<byte> json) => RunReportDocument.FromBytes(json);

    private static async Task<string> WriteAsync(
        RunReport report, string folder, string extension, byte[] content, CancellationToken cancellationToken)
    {
        // To the millisecond: a short run can end, and the next begin, within a second.
        var time = report.Started.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture);
        var path = Path.Combine(Path.GetFullPath(folder), $"{Safe(report.Disk)}-{Safe(report.Schedule)}-{time}.{extension}");
        await DurableFile.ReplaceAsync(path, content, cancellationToken);
        return path;
    }

    /// <summary>Names of disks and schedules are words already; this keeps the promise for callers that did not check.</summary>
    private static string Safe(string name) =>
        string.Concat(name.Take(63).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
}
