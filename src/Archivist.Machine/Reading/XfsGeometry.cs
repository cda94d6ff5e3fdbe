using System.Globalization;

namespace Archivist.Machine.Reading;

/// <summary>What xfs_info(8) tells of an XFS. Immutable.</summary>
/// <param name="Fields">Each <c>name=number</c> by its name; of names that come twice (<c>bsize</c>, <c>blocks</c>) the first: those of the data section.</param>
internal sealed record XfsGeometry(IReadOnlyDictionary<string, long> Fields)
{
    /// <summary>Zero where it is not listed: tools that don't know a feature make file systems without it.</summary>
    internal long this[string name] => Fields.GetValueOrDefault(name);

    /// <exception cref="FormatException">It is not the output of xfs_info.</exception>
    internal static XfsGeometry Read(string text)
    {
        var fields = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var word in text.Replace("= ", "=", StringComparison.Ordinal).Split([' ', ',', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.IndexOf('=') is var equals and > 0 && long.TryParse(word.AsSpan(equals + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                fields.TryAdd(word[..equals], number);
        }

        return fields.ContainsKey("isize") && fields.ContainsKey("bsize") ? new XfsGeometry(fields) : throw new FormatException("isize");
    }
}
