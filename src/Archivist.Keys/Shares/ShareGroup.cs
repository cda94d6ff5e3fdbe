namespace Archivist.Keys.Shares;

/// <summary>A group of people who hold shares.</summary>
/// <param name="Threshold">How many of them are needed, 1 to <paramref name="Count"/>.</param>
/// <param name="Count">How many there are, 1 to 16; with a threshold of 1 only 1, because several equal shares would be one share that is copied.</param>
public sealed record ShareGroup(int Threshold, int Count)
{
    /// <summary>The largest threshold, and the largest number of members or groups.</summary>
    public const int Most = 16;

    /// <summary>Reads "3 of 5", "3of5" and "3/5".</summary>
    /// <returns>False if the text is none of these, or the standard does not allow the numbers.</returns>
    public static bool TryParse(string text, out ShareGroup group)
    {
        group = new ShareGroup(0, 0);
        var parts = text.Replace("of", "/", StringComparison.OrdinalIgnoreCase).Split('/', StringSplitOptions.TrimEntries);
        if (parts is not [var threshold, var count] || !TryNumber(threshold, out var t) || !TryNumber(count, out var n))
            return false;
        group = new ShareGroup(t, n);
        return group.IsAllowed;
    }

    /// <summary>Whether the standard allows the numbers.</summary>
    internal bool IsAllowed => Threshold >= 1 && Threshold <= Count && Count <= Most && (Threshold > 1 || Count == 1);

    /// <inheritdoc/>
    public override string ToString() => $"{Threshold} of {Count}";

    private static bool TryNumber(string text, out int number) => int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number);
}
