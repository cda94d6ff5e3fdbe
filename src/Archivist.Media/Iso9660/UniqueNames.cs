namespace Archivist.Media.Iso9660;

/// <summary>Shortens names to a limit and keeps them apart by a counter; depends only on the order of the calls.</summary>
internal sealed class UniqueNames(char separator)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counters = new(StringComparer.Ordinal);

    /// <summary>Both parts together, the stem cut and counted as needed; at most <paramref name="limit"/> characters.</summary>
    internal string Take(string stem, string extension, int limit)
    {
        var cut = Cut(stem, limit - extension.Length);
        if (_taken.Add(cut + extension))
            return cut + extension;
        var counter = _counters.GetValueOrDefault(cut + extension);
        while (true)
        {
            var suffix = $"{separator}{++counter:X}";
            var candidate = Cut(stem, limit - extension.Length - suffix.Length) + suffix + extension;
            if (!_taken.Add(candidate))
                continue;
            _counters[cut + extension] = counter;
            return candidate;
        }
    }

    /// <summary>The first characters, without half a surrogate pair at the end.</summary>
    internal static string Cut(string text, int length)
    {
        if (text.Length <= length)
            return text;
        return text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
