namespace Archivist.Operations.Measuring;

/// <summary>A gauge with all of its values. Immutable.</summary>
/// <param name="Name">As documented in docs/metrics.md; never changed.</param>
/// <param name="Unit">The last part of the name; null for a number without a unit.</param>
/// <param name="Help">One sentence without a full stop.</param>
/// <param name="Label">The only label; null for a single value.</param>
public sealed record MetricFamily(string Name, string? Unit, string Help, string? Label)
{
    /// <summary>Each value with its label; empty when nothing is known.</summary>
    public IReadOnlyList<(string Label, double Value)> Samples { get; init; } = [];
}
