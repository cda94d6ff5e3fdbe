using Archivist.Platform.Problems;

namespace Archivist.Operations.Running;

/// <summary>What a run has shown so far, as far as the steps behind need it.</summary>
/// <param name="Report">The report of the run so far (docs/formats/report.md).</param>
/// <param name="Image">The path of the image that was made; null without one.</param>
/// <param name="IsImageGood">False when reading that image back found damage.</param>
/// <param name="Worst">The most severe failure.</param>
/// <param name="Waiting">Replicas that wait for a network that is not metered.</param>
internal sealed record RunState(ReadOnlyMemory<byte> Report, string? Image, bool IsImageGood, Failure Worst, IReadOnlyCollection<string> Waiting);
