namespace Archivist.Machine.Reading;

/// <summary>An <c>ARRAY</c> line of mdadm.conf(5). Immutable.</summary>
/// <param name="Device">The path of the device, such as <c>/dev/md/0</c>.</param>
/// <param name="Uuid">Four groups of eight hexadecimal digits with colons.</param>
/// <param name="Metadata">The version of the metadata, such as <c>1.2</c>.</param>
/// <param name="Name">The name in the metadata; null for none.</param>
internal sealed record RaidArray(string Device, string Uuid, string? Metadata, string? Name)
{
    internal static IReadOnlyList<RaidArray> ReadAll(string text) =>
    [
        .. from line in text.Replace("\n ", " ", StringComparison.Ordinal).Replace("\n\t", " ", StringComparison.Ordinal).Split('\n')
           let words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)
           where words.Length > 2 && words[0].Equals("ARRAY", StringComparison.OrdinalIgnoreCase)
           let uuid = Value(words, "UUID")
           where uuid is not null
           select new RaidArray(words[1], uuid, Value(words, "metadata"), Value(words, "name")),
    ];

    /// <summary>Whether blkid means this array: it writes the same digits with dashes.</summary>
    internal bool Is(string? uuid) => uuid is not null && Digits(uuid) == Digits(Uuid);

    /// <summary>mdadm's way to write a UUID of blkid.</summary>
    internal static string ColonsOf(string uuid) => Digits(uuid) is { Length: 32 } digits ? $"{digits[..8]}:{digits[8..16]}:{digits[16..24]}:{digits[24..]}" : uuid;

    private static string Digits(string uuid) => uuid.Replace("-", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string? Value(string[] words, string name) =>
        words.Where(word => word.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase)).Select(word => word[(name.Length + 1)..]).FirstOrDefault();
}
