using System.Text.RegularExpressions;

namespace Archivist.Discs.Templates;

/// <summary>Fills <c>{{name}}</c> in texts that go onto discs.</summary>
public static partial class Placeholders
{
    /// <summary>Fills every placeholder; one without a value is a <see cref="FormatException"/>, a value without one is not.</summary>
    public static string Fill(string template, IReadOnlyDictionary<string, string> values)
    {
        var filled = Placeholder().Replace(template, match =>
            values.TryGetValue(match.Groups[1].Value, out var value)
                ? value
                : throw new FormatException($"has the unknown placeholder {{{{{match.Groups[1].Value}}}}}"));
        return filled.Contains("{{", StringComparison.Ordinal) ? throw new FormatException("has a {{ that is not a placeholder") : filled;
    }

    /// <summary>The first placeholder whose name is not among these; null without any.</summary>
    public static string? FindUnknown(string template, IReadOnlyCollection<string> names) =>
        Placeholder().Matches(template).Select(match => match.Groups[1].Value).FirstOrDefault(name => !names.Contains(name));

    /// <summary>True when a template has opening braces that begin no placeholder.</summary>
    public static bool HasStrayBraces(string template) => Placeholder().Replace(template, "").Contains("{{", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\{([a-z]{1,20})\}\}")]
    private static partial Regex Placeholder();
}
