using Archivist.Discs.Sets;
using Archivist.Keys.Keyrings;
using Archivist.Platform.Files;
using Archivist.Repository.Stores;

namespace Archivist.Recovery.Program;

/// <summary>The disc that the machine was started from, and the others of its set when it is one of several.</summary>
internal sealed class RecoverySource : IDisposable
{
    private readonly IDisposable _opened;

    private RecoverySource(IDisposable opened, IObjectSource store, DiscSet? set, IKeyringPlace keyring) => (_opened, Store, Set, Keyring) = (opened, store, set, keyring);

    /// <summary>The part of the repository that can be read.</summary>
    internal IObjectSource Store { get; }

    /// <summary>Null when the disc holds everything by itself.</summary>
    internal DiscSet? Set { get; }

    /// <summary>The keyring of the repository, as it was when the disc was planned; its files need not be there.</summary>
    internal IKeyringPlace Keyring { get; }

    internal static async Task<RecoverySource> OpenAsync(RecoveryMachine machine, IDiscRequests requests, CancellationToken cancellationToken)
    {
        var first = await FoundDisc.OpenAsync(machine.MediumDevice, cancellationToken);
        if (first.Record is null or { Of: 1, Set.Base: null })
            return new RecoverySource(first, first.Store, null, KeyringOf(first.Store, (path, limit, token) => TryReadAsync(first, path, limit, token)));
        first.Dispose();
        // The other drives of the machine serve as well.
        var drives = FileLookup.IsDirectory("/sys/class/block")
            ? Directory.GetDirectories("/sys/class/block", "sr*").Select(folder => "/dev/" + Path.GetFileName(folder)).Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        var set = await DiscSet.OpenAsync(
            [.. drives.Prepend(machine.MediumDevice).Distinct().Select(path => new DiscDrive(path))], requests, [], cancellationToken);
        return new RecoverySource(set, set, set, KeyringOf(set, set.ReadFileAsync));
    }

    public void Dispose() => _opened.Dispose();

    private static ReadOnlyKeyringPlace KeyringOf(IObjectSource store, Func<string, int, CancellationToken, Task<byte[]?>> read) =>
        new($"{store.Location}/{Archivist.Keys.Keyrings.Keyring.FolderName}", read);

    /// <summary>A file of the keyring that cannot be read is as good as none: another one may open, and so does the password.</summary>
    private static async Task<byte[]?> TryReadAsync(FoundDisc disc, string path, int limit, CancellationToken cancellationToken)
    {
        try
        {
            return await disc.ReadFileAsync(path, limit, cancellationToken);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
