using Archivist.Repository.Stores;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Discs.Sets;

/// <summary>
/// Whole packs from discs that are out of the drive again, and what was computed: one file without a name, which is gone with the process. For one writer at
/// a time; what was written may be read from many threads.
/// </summary>
internal sealed class PackSpool : IDisposable
{
    private readonly Dictionary<ObjectName, (long Offset, long Length)> _packs = [];
    private SafeFileHandle? _file;
    private string? _folder;
    private long _end;

    /// <summary>Whether there is a place to write to; until then nothing is found.</summary>
    internal bool HasRoom => _file is not null;

    /// <summary>The directory whose file system it takes room of.</summary>
    internal string Folder => _folder ?? throw NoRoom();

    /// <summary>The file that packs are computed into, at places from <see cref="Reserve"/>.</summary>
    internal SafeFileHandle Handle => _file ?? throw NoRoom();

    /// <summary>Takes room in a directory, unless there is some already: one file that has no name there.</summary>
    internal void UseRoomOf(string folder)
    {
        if (HasRoom)
            return;
        var path = Path.Combine(folder, $".archivist-{Guid.NewGuid():N}");
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.DeleteOnClose);
        _folder = folder;
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
    }

    internal bool TryFind(ObjectName name, out long length)
    {
        var isThere = _packs.TryGetValue(name, out var place);
        length = place.Length;
        return isThere;
    }

    /// <summary>A pack that was published; null when there is none.</summary>
    internal SpooledContent? FindContent(ObjectName name) => _packs.TryGetValue(name, out var place) ? new SpooledContent(Handle, place.Offset, place.Length) : null;

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
        await SpooledCopy.RunAsync(source, content.Length, Handle, start, progress, cancellationToken);
        return new SpooledContent(Handle, start, content.Length);
    }

    /// <summary>From now on these bytes are found under the name of a pack.</summary>
    internal void Publish(ObjectName name, SpooledContent content) => _packs[name] = (content.Offset, content.Length);

    internal async Task ReadAsync(ObjectName name, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var place = _packs[name].Offset + offset;
        while (!destination.IsEmpty)
        {
            var read = await RandomAccess.ReadAsync(Handle, destination, place, cancellationToken);
            if (read == 0)
                throw new EndOfStreamException($"{name}: its copy is cut short");
            place += read;
            destination = destination[read..];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private static InvalidOperationException NoRoom() => new("The spool has no room yet.");
}
