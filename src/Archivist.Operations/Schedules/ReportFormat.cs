
namespace Archivist.Operations.Schedules;

/// <summary>Forms in which a report is written.</summary>
internal enum ReportFormat
{
    /// <summary>One page for people.</summary>
    Html,

    /// <summary>The same for programs (docs/formats/report.md).</summary>
    Json,
}
