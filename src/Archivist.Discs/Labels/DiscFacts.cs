using System.Globalization;
using Archivist.Repository.Crypto;

namespace Archivist.Discs.Labels;

/// <summary>The facts about one disc on printed pages.</summary>
public sealed record DiscFacts
{
    /// <summary>The id that the disc carries inside.</summary>
    public required Guid DiscId { get; init; }

    /// <summary>Whose disk it is.</summary>
    public required string Disk { get; init; }

    /// <summary>The name of its set.</summary>
    public required string Set { get; init; }

    /// <summary>Which disc of the set, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>How many discs the set has.</summary>
    public required int Of { get; init; }

    /// <summary><c>full</c>, <c>delta</c> or <c>recovery</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The set that a delta builds on.</summary>
    public string? BaseSet { get; init; }

    /// <summary>The kind of medium, for display: <c>DVD+R</c>.</summary>
    public required string Medium { get; init; }

    /// <summary>The name of the volume.</summary>
    public required string Volume { get; init; }

    /// <summary>When it was mastered.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The newest snapshot on it; null when there is none.</summary>
    public Digest? Snapshot { get; init; }

    /// <summary>The SHA-256 of the image, without its error correction.</summary>
    public required Digest ImageSha256 { get; init; }

    /// <summary>Bytes of the image.</summary>
    public required long Bytes { get; init; }

    /// <summary>Root hash of the ledger when the page was made; a later ledger must begin with it.</summary>
    public Digest? LedgerHead { get; init; }

    /// <summary>Whether a computer starts from it.</summary>
    public bool Boots { get; init; }

    /// <summary>The numbers of the discs of its set that start a computer; empty when none does.</summary>
    public IReadOnlyList<int> StartDiscs { get; init; } = [];

    /// <summary>Whether it carries RS03 error correction.</summary>
    public bool IsProtected { get; init; }

    /// <summary><c>disc 2 of 3</c></summary>
    public string Count => CountOf(Number);

    /// <summary>The disc of its set that starts a computer, as <c>disc 1 of 3</c>; null when none does.</summary>
    internal string? StartDisc => StartDiscs is [var first, ..] ? CountOf(first) : null;

    private string CountOf(int number) => string.Create(CultureInfo.InvariantCulture, $"disc {number} of {Of}");

    /// <summary>The day it was made, in UTC.</summary>
    public string Day => MadeAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>
    /// What its QR code holds: <c>archivist:disc?id=…&amp;set=…&amp;n=2&amp;of=3&amp;snapshot=…&amp;sha256=…&amp;ledger=…</c>, values as RFC 3986
    /// percent-encoded UTF-8; hashes in full, hexadecimal.
    /// </summary>
    public string QrText => string.Create(
        CultureInfo.InvariantCulture,
        $"archivist:disc?id={DiscId}&set={Uri.EscapeDataString(Set)}&n={Number}&of={Of}"
            + $"{(Snapshot is { } snapshot ? $"&snapshot={snapshot}" : "")}&sha256={ImageSha256}{(LedgerHead is { } head ? $"&ledger={head}" : "")}");
}
