using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Restore.Restoring;

/// <summary>
/// One walk of a restore that takes several: the first makes everything and finds out what is wanted, each further one writes what one disc has, and the
/// last gives everything its metadata. Memory does not grow with the snapshot, because nothing but what is broken is remembered between them.
/// </summary>
internal sealed class RestoreStage
{
    private readonly HashSet<string> _broken;
    private IReadOnlyDictionary<PackId, IReadOnlySet<BlobId>> _again = new Dictionary<PackId, IReadOnlySet<BlobId>>();

    private RestoreStage(HashSet<string> broken) => _broken = broken;

    /// <summary>Files and directories are made, links and devices too.</summary>
    internal bool Makes { get; private init; }

    /// <summary>Names of hard links, owners, permissions, attributes and times are set.</summary>
    internal bool Finishes { get; private init; }

    /// <summary>The packs that are read; null reads none.</summary>
    private IReadOnlySet<PackId>? Packs { get; init; }

    /// <summary>Records the pieces that cannot be read; null in a walk that reads nothing.</summary>
    internal DamagedPieces? Damaged { get; private init; }

    /// <summary>Receives the wanted packs.</summary>
    internal Action<PackId, long>? Wants { get; private init; }

    /// <summary>The cause for a missing piece, or null for one that was read.</summary>
    internal Func<PackId, BlobId, Problem?>? DescribeMissing { get; private init; }

    internal static RestoreStage First(Dictionary<PackId, long> wanted, HashSet<string> broken) => new(broken)
    {
        Makes = true,
        Wants = (pack, bytes) => wanted[pack] = wanted.GetValueOrDefault(pack) + bytes,
    };

    /// <param name="packs">The packs that are read.</param>
    /// <param name="damaged">What could not be read of them elsewhere: only that is read now.</param>
    /// <param name="broken">The names of files that are broken.</param>
    internal static RestoreStage Content(IReadOnlySet<PackId> packs, DamagedPieces damaged, HashSet<string> broken) => new(broken)
    {
        Packs = packs,
        Damaged = damaged,
        _again = damaged.Take(packs),
    };

    internal static RestoreStage Last(Func<PackId, BlobId, Problem?> describeMissing, HashSet<string> broken) => new(broken)
    {
        Finishes = true,
        DescribeMissing = describeMissing,
    };

    /// <summary>This piece is read in this walk.</summary>
    internal bool Reads(PackId pack, BlobId blob) => Packs?.Contains(pack) == true && (!_again.TryGetValue(pack, out var pieces) || pieces.Contains(blob));

    /// <summary>An entry that broke in an earlier walk is broken still.</summary>
    internal void Recall(RestoredEntry entry)
    {
        if (_broken.Count > 0 && _broken.Contains(KeyOf(entry)))
            entry.IsBroken = true;
    }

    /// <summary>Remembers those that are broken by now.</summary>
    internal void Remember(IEnumerable<RestoredEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.IsBroken || entry.HasFailed)
                _broken.Add(KeyOf(entry));
        }
    }

    // Bytes one to one, whatever they are in.
    private static string KeyOf(RestoredEntry entry) => System.Text.Encoding.Latin1.GetString(entry.FullPath());
}
