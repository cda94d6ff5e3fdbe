namespace Archivist.Operations.Keys.Sharing;

/// <summary>Paper that is void: it can be destroyed, and must not be relied on.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Set">The two words with which its shares begin; null for codes.</param>
/// <param name="Key">The id of the key that it was about; null for codes.</param>
/// <param name="Ids">Fingerprints: of each share, or of the sheet or page.</param>
/// <param name="Issued">When it was made.</param>
/// <param name="Since">Since when it is void.</param>
/// <param name="Reason">Why.</param>
public sealed record VoidPaper(PaperKind Kind, string? Set, string? Key, IReadOnlyList<string> Ids, DateTimeOffset Issued, DateTimeOffset Since, VoidReason Reason)
{
    /// <summary>Of shares: what was needed, as <c>3 of 5</c>; null for others.</summary>
    public string? Needed { get; init; }
}
