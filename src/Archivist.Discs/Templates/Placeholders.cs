using System.Text.RegularExpressions;

namespace Archivist.Discs.Templates;

/// <summary>Fills <c>{{name}}</c> in texts that go onto discs.</summary>
public static partial class Placeholders
{
    /// <summary>Fills every placeholder. A value that is not used is no mistake.</summary>
    /// <exception cref="KeyNotFoundException">A placeholder has no value; <see cref="FindUnknown"/> finds it beforehand.</exception>
    public static string Fill(string template, IReadOnlyDictionary<string, string> values) => Placeholder().Replace(template, match => values[match.Groups[1].Value]);

    /// <summary>The first placeholder whose name is not among these; null without any.</summary>
    public static string? FindUnknown(string template, IReadOnlyCollection<string> names) =>
        Placeholder().Matches(template).Select(match => match.Groups[1].Value).FirstOrDefault(name => !names.Contains(name));

    /// <summary>True when a template has opening braces that begin no placeholder.</summary>
    public static bool HasStrayBraces(string template) => Placeholder().Replace(template, "").Contains("{{", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\{([a-z]{1,20})\}\}")]
    private static partial Regex Placeholder();
}
