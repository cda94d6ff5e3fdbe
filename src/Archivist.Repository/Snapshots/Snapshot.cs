using Archivist.Platform.FileSystem;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Snapshots;

/// <summary>The state of some sources at one moment (restic design, "Snapshots").</summary>
public sealed record Snapshot
{
    /// <summary>The tag of snapshots that hold the catalogue of discs rather than sources (docs/decisions/disc-sets.md).</summary>
    public const string CatalogueTag = "archivist-catalogue";

    /// <summary>Its name; the default until it is stored.</summary>
    public SnapshotId Id { get; init; }

    /// <summary>When it was taken.</summary>
    public required GoTime Time { get; init; }

    /// <summary>The snapshot that unchanged files were compared against.</summary>
    public SnapshotId? Parent { get; init; }

    /// <summary>The root tree.</summary>
    public required BlobId Tree { get; init; }

    /// <summary>The sources, as absolute paths.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The machine it was taken on.</summary>
    public string Hostname { get; init; } = "";

    /// <summary>Who took it.</summary>
    public string Username { get; init; } = "";

    /// <summary>User id of the process.</summary>
    public uint UserId { get; init; }

    /// <summary>Group id of the process.</summary>
    public uint GroupId { get; init; }

    /// <summary>Exclude patterns that the capture used.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>Words the operator put on it.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The snapshot this one was made from by rewriting.</summary>
    public SnapshotId? Original { get; init; }

    /// <summary>The program that wrote it.</summary>
    public string ProgramVersion { get; init; } = "";

    /// <summary>The JSON object of the stored summary, written by any program; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Summary { get; init; }

    /// <summary>The same snapshot with what taking it read and added.</summary>
    public Snapshot With(SnapshotSummary summary) => this with { Summary = summary.Write() };

    /// <summary>True for a catalogue of discs: never meant by <c>latest</c>, and no concern of retention.</summary>
    public bool IsCatalogue() => Tags.Contains(CatalogueTag, StringComparer.Ordinal);

    /// <summary>Fields of the JSON that this version does not know, with their names and commas, preserved when the snapshot is rewritten.</summary>
    internal ReadOnlyMemory<byte> UnknownFields { get; init; }
}
