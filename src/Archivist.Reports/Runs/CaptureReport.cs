namespace Archivist.Reports.Runs;

/// <summary>The snapshot of a run.</summary>
public sealed record CaptureReport
{
    /// <summary>The full id of the snapshot.</summary>
    public required string Snapshot { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset Taken { get; init; }

    /// <summary>The directories that were captured.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>Files in the snapshot.</summary>
    public required long Files { get; init; }

    /// <summary>Directories in the snapshot.</summary>
    public required long Folders { get; init; }

    /// <summary>Bytes in its files.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes that were not in the repository before, as they are stored now.</summary>
    public required long NewBytesStored { get; init; }

    /// <summary>Bytes of the whole repository.</summary>
    public required long RepositoryBytes { get; init; }

    /// <summary>Paths that could not be read, with the cause.</summary>
    public IReadOnlyList<UnreadablePathReport> Unreadable { get; init; } = [];
}
