namespace Archivist.Operations.Measuring;

/// <summary>The figures of an archive. The verdict is good when they could be read, whatever they are.</summary>
/// <param name="Families">Those with at least one value, in a fixed order.</param>
public sealed record MeasureResult(IReadOnlyList<MetricFamily> Families) : OperationResult
{
    /// <summary>The figures in the text format of OpenMetrics 1.0.</summary>
    public string Text => OpenMetricsText.Of(Families);
}
