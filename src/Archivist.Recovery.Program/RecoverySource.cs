using Archivist.Discs.Sets;
using Archivist.Platform.Files;
using Archivist.Repository.Stores;

namespace Archivist.Recovery.Program;

/// <summary>The disc that the machine was started from, and the others of its set when it is one of several.</summary>
internal sealed class RecoverySource : IDisposable
{
    private readonly IDisposable _opened;

    private RecoverySource(IDisposable opened, IObjectSource store, DiscSet? set) => (_opened, Store, Set) = (opened, store, set);

    /// <summary>The part of the repository that can be read.</summary>
    internal IObjectSource Store { get; }

    /// <summary>Null when the disc holds everything by itself.</summary>
    internal DiscSet? Set { get; }

    internal static async Task<RecoverySource> OpenAsync(RecoveryMachine machine, IDiscRequests requests, CancellationToken cancellationToken)
    {
        var first = await FoundDisc.OpenAsync(machine.MediumDevice, cancellationToken);
        if (first.Record is null or { Of: 1, Set.Base: null })
            return new RecoverySource(first, first.Store, null);
        first.Dispose();
        // The other drives of the machine serve as well.
        var drives = FileLookup.IsDirectory("/sys/class/block")
            ? Directory.GetDirectories("/sys/class/block", "sr*").Select(folder => "/dev/" + Path.GetFileName(folder)).Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        var set = await DiscSet.OpenAsync(
            [.. drives.Prepend(machine.MediumDevice).Distinct().Select(path => new DiscDrive(path))], requests, [], cancellationToken);
        return new RecoverySource(set, set, set);
    }

    public void Dispose() => _opened.Dispose();
}
