namespace Archivist.Operations.Keys.Sharing;

/// <summary>What the ledger says about a key that was shared on paper.</summary>
/// <param name="Set">The two words with which its shares begin.</param>
/// <param name="Key">The id of the key.</param>
/// <param name="GroupThreshold">How many groups are needed.</param>
/// <param name="Groups">Each group, as <c>3 of 5</c>.</param>
/// <param name="Made">When the shares were made.</param>
/// <param name="Tests">When each share was good last; null for one that was never tested.</param>
public sealed record SharedKeyStatus(string Set, string Key, int GroupThreshold, IReadOnlyList<string> Groups, DateTimeOffset Made, IReadOnlyList<DateTimeOffset?> Tests)
{
    /// <summary>Shares are asked for again every quarter, and the holder of one may be away for some days.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromDays(100);

    /// <summary>Whether the sheet for the binder was read back; null if none was printed.</summary>
    public bool? IsSheetRead { get; init; }

    /// <summary>Shares that were read back at least once.</summary>
    public int Good => Tests.Count(test => test is not null);

    /// <summary>Whether every share was read back at least once, and the sheet if there is one: before that, the set-up is not finished.</summary>
    public bool IsFinished => Good == Tests.Count && IsSheetRead is not false;

    /// <summary>Those whose last test is too old, or missing.</summary>
    public int Due(DateTimeOffset now) => Due(now, Patience);

    /// <summary>Those whose last test is longer ago than <paramref name="patience"/>, or missing.</summary>
    public int Due(DateTimeOffset now, TimeSpan patience) => Tests.Count(test => test is not { } at || at < now - patience);

    /// <summary>What is needed, as <c>3 of 5</c> or <c>2 of 3 groups (2 of 3, 3 of 5, 1 of 1)</c>.</summary>
    public string Needed => Groups.Count == 1 ? Groups[0] : $"{GroupThreshold} of {Groups.Count} groups ({string.Join(", ", Groups)})";
}
