using Archivist.Platform.Files;
using Archivist.Replicas.Stores.Folder;

namespace Archivist.Replicas.Peers;

/// <summary>
/// How much of the quota the directory of one user takes. It is counted when it is first asked for, so that it need not be remembered between runs; from then on every object is
/// accounted for before it arrives. Files and directories count in whole blocks of 4 KiB: very many very small files take space too. Thread-safe, within one process.
/// </summary>
/// <param name="directory">The user's directory, which need not exist.</param>
/// <param name="quota">Bytes; null for any number.</param>
internal sealed class PeerSpace(string directory, long? quota) : IDisposable
{
    private const long Block = 4096;

    private readonly SemaphoreSlim _counting = new(1);
    private readonly Lock _gate = new();
    private long? _taken;

    /// <summary>Takes space for a file and for directories that do not exist yet; false, and nothing is taken, when that is more than is left.</summary>
    /// <param name="length">Bytes of the file; null for directories alone.</param>
    /// <param name="directories">The number of directories.</param>
    /// <param name="cancellationToken">Stops counting, which begins again with the next call.</param>
    internal async Task<bool> TryTakeAsync(long? length, int directories, CancellationToken cancellationToken)
    {
        await RequireCountedAsync(cancellationToken);
        var wanted = (length is { } bytes ? OnDisk(bytes) : 0) + (directories * Block);
        lock (_gate)
        {
            if (quota is { } limit && wanted > limit - _taken)
                return false;
            _taken += wanted;
            return true;
        }
    }

    /// <summary>Removes a file and gives back its space. One removal at a time: two of one file must not count twice.</summary>
    /// <param name="remove">Removes it and returns its length; null when it was not there.</param>
    /// <param name="cancellationToken">Stops waiting for the turn.</param>
    /// <returns>Whether it was there.</returns>
    internal async Task<bool> RemoveAsync(Func<Task<long?>> remove, CancellationToken cancellationToken)
    {
        await RequireCountedAsync(cancellationToken);
        await _counting.WaitAsync(cancellationToken);
        try
        {
            if (await remove() is not { } length)
                return false;
            GiveBack(length);
            return true;
        }
        finally
        {
            _counting.Release();
        }
    }

    /// <summary>Gives back the space of a file that was not stored after all.</summary>
    internal void GiveBack(long length)
    {
        lock (_gate)
            _taken -= OnDisk(length);
    }

    /// <summary>Counts the directory unless that was done; what killed processes left half written is removed first.</summary>
    private async Task RequireCountedAsync(CancellationToken cancellationToken)
    {
        await _counting.WaitAsync(cancellationToken);
        try
        {
            // No one writes before it is counted, so nothing is counted twice.
            _taken ??= await Task.Run(() => Count(cancellationToken), cancellationToken);
        }
        finally
        {
            _counting.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _counting.Dispose();

    private static long OnDisk(long length) => Math.Max(1, (length + Block - 1) / Block) * Block;

    private long Count(CancellationToken cancellationToken)
    {
        if (!FileLookup.IsDirectory(directory))
            return 0;
        new FolderStore(directory).RemoveUnfinished();
        var taken = Block;
        foreach (var path in Directory.EnumerateFileSystemEntries(directory, "*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            taken += FileLookup.FindLink(path) is { Kind: FileKind.File } file ? OnDisk(file.Length) : Block;
        }

        return taken;
    }
}
