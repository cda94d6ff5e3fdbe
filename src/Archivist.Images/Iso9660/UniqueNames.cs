namespace Archivist.Images.Iso9660;

/// <summary>Shortens names to a limit and keeps them apart by a counter; depends only on the order of the calls.</summary>
/// <param name="separator">Stands between a name and its count.</param>
/// <param name="capacity">How many names are expected.</param>
/// <param name="comparer">When two names are one; by their characters unless given.</param>
internal sealed class UniqueNames(char separator, int capacity = 0, StringComparer? comparer = null)
{
    private readonly StringComparer _comparer = comparer ?? StringComparer.Ordinal;
    private readonly HashSet<string> _taken = new(capacity, comparer ?? StringComparer.Ordinal);
    private Dictionary<string, int>? _counters;

    /// <summary>A name that is taken as it is when it can be; otherwise what is before <paramref name="split"/> is cut and counted.</summary>
    internal string TakeWhole(string name, int split, int limit) =>
        name.Length <= limit && _taken.Add(name) ? name : Take(name[..split], name[split..], limit);

    /// <summary>Both parts together, the stem cut and counted as needed; at most <paramref name="limit"/> characters.</summary>
    internal string Take(string stem, string extension, int limit)
    {
        var cut = Cut(stem, limit - extension.Length);
        var whole = cut + extension;
        if (_taken.Add(whole))
            return whole;
        _counters ??= new Dictionary<string, int>(_comparer);
        var counter = _counters.GetValueOrDefault(whole);
        while (true)
        {
            var suffix = $"{separator}{++counter:X}";
            var candidate = Cut(stem, limit - extension.Length - suffix.Length) + suffix + extension;
            if (!_taken.Add(candidate))
                continue;
            _counters[whole] = counter;
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
