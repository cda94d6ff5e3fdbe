using Archivist.Repository;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Media.DiscSets;

/// <summary>
/// Whole packs from discs that are out of the drive again: one file without a name, which is gone with the process. For one thread at a time.
/// </summary>
internal sealed class PackSpool : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly Dictionary<ObjectName, (long Offset, long Length)> _packs = [];
    private long _end;

    internal PackSpool(string folder)
    {
        var path = Path.Combine(folder, $".archivist-{Guid.NewGuid():N}");
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.DeleteOnClose);
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
    }

    internal bool TryFind(ObjectName name, out long length)
    {
        var isThere = _packs.TryGetValue(name, out var place);
        length = place.Length;
        return isThere;
    }

    internal async Task AddAsync(ObjectName name, Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 20];
        var start = _end;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await RandomAccess.WriteAsync(_file, buffer.AsMemory(0, read), _end, cancellationToken);
            _end += read;
        }

        _packs.Add(name, (start, _end - start));
    }

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
