using System.Globalization;
using System.Text;

namespace Archivist.Operations.Measuring;

/// <summary>Writes metrics in the text format of OpenMetrics 1.0, and so that readers of the older format of Prometheus (0.0.4) understand it too: every metric is a gauge, and has no time.</summary>
public static class OpenMetricsText
{
    /// <summary>The media type of the text.</summary>
    public const string MediaType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /// <summary>The media type for readers that know only the older format.</summary>
    public const string OlderMediaType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The text, with its end.</summary>
    public static string Of(IEnumerable<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (var family in families)
        {
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {family.Name} gauge\n");
            if (family.Unit is { } unit)
                text.Append(CultureInfo.InvariantCulture, $"# UNIT {family.Name} {unit}\n");
            text.Append(CultureInfo.InvariantCulture, $"# HELP {family.Name} {Escape(family.Help)}\n");
            foreach (var (label, value) in family.Samples)
                text.Append(CultureInfo.InvariantCulture, $"{family.Name}{(family.Label is { } name ? $"{{{name}=\"{Escape(label)}\"}}" : "")} {value}\n");
        }

        return text.Append("# EOF\n").ToString();
    }

    /// <summary>Names are written by people.</summary>
    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
