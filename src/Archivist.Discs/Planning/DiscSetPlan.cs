using System.Text.Json;
using Archivist.Correction.Par2;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Planning;

/// <summary>
/// A set of discs, decided down to the place of every object, so that each volume can be built at any time, in any order and again, and is the same
/// (docs/decisions/disc-sets.md).
/// </summary>
public sealed record DiscSetPlan
{
    /// <summary>The version of the format that this program writes and reads.</summary>
    public const int CurrentFormat = 1;

    private const int LargestFile = 256 << 20;

    /// <summary>The version of the format.</summary>
    public required int Format { get; init; }

    /// <summary>The set.</summary>
    public required DiscSetName Set { get; init; }

    /// <summary>Full or delta.</summary>
    public required DiscKind Kind { get; init; }

    /// <summary>The name of the disk.</summary>
    public required string Disk { get; init; }

    /// <summary>The SHA-256 of the repository's configuration file.</summary>
    public required Digest Repository { get; init; }

    /// <summary>When it was planned; also the time of everything on the discs.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>The disc template, by name or path.</summary>
    public required string Template { get; init; }

    /// <summary>True when what each snapshot needs was known; false when packs were ordered by their age.</summary>
    public required bool IsByNeed { get; init; }

    /// <summary>The newest snapshot.</summary>
    public required PlannedSnapshot Newest { get; init; }

    /// <summary>Keys, indexes and snapshots that every disc carries, as paths of the repository.</summary>
    public required IReadOnlyList<string> Objects { get; init; }

    /// <summary>The discs, the first one first.</summary>
    public required IReadOnlyList<PlannedVolume> Volumes { get; init; }

    /// <summary>For each snapshot, newest first, what it takes to restore it; empty when that is not known.</summary>
    public IReadOnlyList<SnapshotSpread> Spread { get; init; } = [];

    /// <summary>A single disc with everything on it, which explains itself, rather than a set that was asked for.</summary>
    public bool IsSingle { get; init; }

    /// <summary>The packs of all discs.</summary>
    public IEnumerable<PackId> Packs() => Volumes.SelectMany(volume => volume.Packs);

    /// <summary>The record of each disc for the catalogue.</summary>
    public IReadOnlyList<CataloguedDisc> Records() => [.. Volumes.Select((volume, index) => RecordOf(volume, index + 1))];

    /// <summary>The names of <see cref="Objects"/>.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: a path names no object (<see cref="PlanObjectInvalid"/>); thrown while enumerating.</exception>
    public IEnumerable<ObjectName> ObjectNames() => Objects.Select(path => RepositoryLayout.TryParsePath(path, out var name)
        ? name
        : throw new ArchivistException(new PlanObjectInvalid(Set.Name, path)));

    /// <summary>The bytes of the plan's file.</summary>
    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, PlanJson.Default.DiscSetPlan), (byte)'\n'];

    /// <summary>Reads the file of a plan; any other content is <see cref="Failure.Tampering"/>.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: it is not a plan (<see cref="PlanInvalid"/>).</exception>
    public static DiscSetPlan Read(ReadOnlySpan<byte> json, string place)
    {
        try
        {
            if (json.Length <= LargestFile && JsonSerializer.Deserialize(json, PlanJson.Default.DiscSetPlan) is { Format: CurrentFormat } plan
                && plan.Volumes.Count > 0 && !plan.Volumes.Contains(null!) && plan.Volumes.All(volume => volume.Packs is not null && volume.Recovery is null or { SliceSize: >= 4 and <= Par2Set.LargestSlice, FirstExponent: >= 0, Slices: > 0 and <= Par2Set.MostSlices }) && !plan.Objects.Contains(null!))
                return plan with { Spread = plan.Spread ?? [] };
            throw new JsonException("its format is not known");
        }
        catch (JsonException cause)
        {
            throw new ArchivistException(new PlanInvalid(place), cause);
        }
    }

    private CataloguedDisc RecordOf(PlannedVolume volume, int number) => new()
    {
        Format = CataloguedDisc.CurrentFormat,
        Id = volume.Id,
        Disk = Disk,
        Repository = Repository,
        Set = Set,
        Kind = volume.Recovery is null ? Kind : DiscKind.Recovery,
        Volume = number,
        Of = Volumes.Count,
        Medium = volume.Medium,
        Capacity = volume.Capacity,
        Label = volume.Label,
        PlannedAt = PlannedAt,
        Newest = Newest.Id,
        Packs = volume.Packs,
        Snapshots = volume.Recovery is not null ? [] : [.. Spread.Where(spread => spread.Others.Count == 0 && spread.Volumes.All(other => other == number)).Select(spread => spread.Snapshot)],
    };
}
