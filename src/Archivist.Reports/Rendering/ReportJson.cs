using System.Text.Json.Serialization;
using Archivist.Platform;
using Archivist.Reports.Runs;

namespace Archivist.Reports.Rendering;

/// <summary>How documents for programs are written: docs/formats/report.md.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    WriteIndented = true,
    NewLine = "\n",
    Converters = [typeof(WordConverter<StepOutcome>), typeof(WordConverter<Firmware>), typeof(WordConverter<VerdictLevel>)])]
[JsonSerializable(typeof(RunReportDocument))]
internal sealed partial class ReportJson : JsonSerializerContext;
