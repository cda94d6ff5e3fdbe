using System.Text.Json.Serialization;
using Archivist.Discs.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;

namespace Archivist.Discs.Catalogue;

/// <summary>
/// The catalogue record of one disc (docs/formats/catalogue.md). The planned part never changes; the image, burns, readings and
/// moves are added as they happen.
/// </summary>
public sealed record CataloguedDisc
{
    /// <summary>The version of the format that this program writes and reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The version of the format.</summary>
    public required int Format { get; init; }

    /// <summary>The permanent id of the disc; also recorded on the disc, in <see cref="DiscRecordFile.PathOnDisc"/>.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name of the disk that was captured.</summary>
    public required string Disk { get; init; }

    /// <summary>The SHA-256 of the repository's configuration file: the same on every disc of one repository.</summary>
    public required Digest Repository { get; init; }

    /// <summary>The set.</summary>
    public required DiscSetName Set { get; init; }

    /// <summary>The kind of its set.</summary>
    public required DiscKind Kind { get; init; }

    /// <summary>Its number in the set, from 1.</summary>
    public required int Volume { get; init; }

    /// <summary>How many discs the set has.</summary>
    public required int Of { get; init; }

    /// <summary>The medium that it is burned on, such as <c>bd25</c>.</summary>
    public required string Medium { get; init; }

    /// <summary>How many bytes fit on it.</summary>
    public required long Capacity { get; init; }

    /// <summary>Its volume label.</summary>
    public required string Label { get; init; }

    /// <summary>When the set was planned.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>The newest snapshot that the repository held then; null when it is not known.</summary>
    public SnapshotId? Newest { get; init; }

    /// <summary>The packs on it, in the order in which they lie there.</summary>
    public IReadOnlyList<PackId> Packs { get; init; } = [];

    /// <summary>Snapshots that this disc alone can restore; empty when that was not known at planning.</summary>
    public IReadOnlyList<SnapshotId> Snapshots { get; init; } = [];

    /// <summary>Its image; null before it was mastered.</summary>
    public DiscImageFacts? Image { get; init; }

    /// <summary>Attempts at burning it, oldest first.</summary>
    public IReadOnlyList<DiscBurn> Burns { get; init; } = [];

    /// <summary>Readings of the whole disc, oldest first.</summary>
    public IReadOnlyList<DiscReading> Readings { get; init; } = [];

    /// <summary>Its moves, oldest first.</summary>
    public IReadOnlyList<DiscMove> Moves { get; init; } = [];

    /// <summary>Its location; null when unknown.</summary>
    public string? Place() => Moves.LastOrDefault(move => move.Place is not null)?.Place;

    /// <summary>Its holder; null when unknown.</summary>
    public string? Holder() => Moves.LastOrDefault(move => move.Holder is not null)?.Holder;

    /// <summary>When it was burned well; null when it was not.</summary>
    public DateTimeOffset? BurnedAt() => Burns.LastOrDefault(burn => burn.IsGood)?.At;

    /// <summary>The newest reading that lost nothing; null when there is none.</summary>
    public DiscReading? LastReadWell() => Readings.LastOrDefault(reading => reading.Outcome is not DiscReadingOutcome.Damaged);

    /// <summary>
    /// The record that is written to discs: only facts known when the set was planned, so that a disc can be rebuilt byte for byte, and so that the
    /// finder of one does not learn where the others are and who holds them.
    /// </summary>
    public CataloguedDisc AsPlanned() => this with { Image = null, Burns = [], Readings = [], Moves = [] };

    /// <summary>Number, set and label.</summary>
    [JsonIgnore]
    public DiscTitle.OfSet Title => new DiscTitle.OfSet(Volume, Of, Set.Name, Label);
}
