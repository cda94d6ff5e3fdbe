using Archivist.Platform.FileSystem;
using Archivist.Repository.Stores;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Discs.Sets;

/// <summary>
/// Whole packs from discs that are out of the drive again, and what was computed: one file without a name, which is gone with the process. For one writer at
/// a time; what was written may be read from many threads.
/// </summary>
internal sealed class PackSpool : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly Dictionary<ObjectName, (long Offset, long Length)> _packs = [];
    private long _end;

    internal PackSpool(string folder)
    {
        Folder = folder;
        var path = Path.Combine(folder, $".archivist-{Guid.NewGuid():N}");
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
    }

    /// <summary>The folder whose file system it takes room of.</summary>
    internal string Folder { get; }

    /// <summary>What packs are written to that are computed, at places from <see cref="Reserve"/>.</summary>
    internal SafeFileHandle Handle => _file;

    internal bool TryFind(ObjectName name, out long length)
    {
        var isThere = _packs.TryGetValue(name, out var place);
        length = place.Length;
        return isThere;
    }

    /// <summary>A pack that was published; null when there is none.</summary>
    internal SpooledContent? FindContent(ObjectName name) => _packs.TryGetValue(name, out var place) ? new SpooledContent(_file, place.Offset, place.Length) : null;

    /// <summary>Sets room aside that nothing else is written to.</summary>
    internal long Reserve(long length)
    {
        var start = _end;
        _end += length;
        return start;
    }

    /// <summary>Copies what can be read; what cannot is zeros, and the result is not what it should be.</summary>
    internal async Task<SpooledContent> CopyAsync(IReplayableContent content, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var start = Reserve(content.Length);
        await using var source = content.OpenFromStart();
        await SpooledCopy.RunAsync(source, content.Length, _file, start, progress, cancellationToken);
        return new SpooledContent(_file, start, content.Length);
    }

    /// <summary>From now on these bytes are found under the name of a pack.</summary>
    internal void Publish(ObjectName name, SpooledContent content) => _packs[name] = (content.Offset, content.Length);

    /// <summary>The pack is not what its name says.</summary>
    internal void Withdraw(ObjectName name) => _packs.Remove(name);

    internal async Task ReadAsync(ObjectName name, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var place = _packs[name].Offset + offset;
        while (!destination.IsEmpty)
        {
            var read = await RandomAccess.ReadAsync(_file, destination, place, cancellationToken);
            if (read == 0)
                throw new EndOfStreamException($"{name}: its copy is cut short");
            place += read;
            destination = destination[read..];
        }
    }

    public void Dispose() => _file.Dispose();
}
