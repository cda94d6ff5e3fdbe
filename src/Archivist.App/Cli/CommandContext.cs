using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;

namespace Archivist.App.Cli;

/// <summary>What every command is given: where to speak, and the clock.</summary>
internal sealed record CommandContext(Output Output, TimeProvider Clock)
{
    /// <summary>Of this process; one command line is one context.</summary>
    internal static CommandContext Current
    {
        get => field ?? throw new InvalidOperationException("No command is running.");
        set;
    }

    /// <summary>A snapshot that cannot be read may be among what was asked for: an end with 0 becomes one with <see cref="Failure.SnapshotIncomplete"/>.</summary>
    internal bool IsIncomplete { get; private set; }

    /// <summary>Notes that the work is on all snapshots, or on the latest, of which this repository passes over one that cannot be read.</summary>
    internal void NoteUnread(OpenRepository repository)
    {
        if (repository.PassedOver.Any(name => name.Kind is ObjectKind.Snapshot))
            IsIncomplete = true;
    }
}
