
namespace Archivist.App.Cli;

/// <summary>What <c>repair index</c> did, or would.</summary>
internal sealed record IndexRepairedRecord(
    string Type, bool DryRun, int PacksRead, int PacksChanged, IReadOnlyList<string> PacksMissing, IReadOnlyList<string> PacksUnreadable,
    int IndexesDamaged, bool Overlaps);

/// <summary>One snapshot that <c>repair snapshots</c> found damaged.</summary>
internal sealed record SnapshotRepairedRecord(
    string Type, bool DryRun, string SnapshotId, string? RepairedId, bool Removed, bool NothingLeft, IReadOnlyList<string> Losses);

/// <summary>One pack that <c>repair packs</c> saved what is whole of.</summary>
internal sealed record PackRepairedRecord(string Type, bool DryRun, string Pack, int Saved, int Lost, string? Copy, bool FromReplica);
