using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Packs;

/// <summary>
/// Keeps the surroundings of what was read last. Folders are small and those that are walked one after the other lie close together: one reading brings
/// hundreds of them, which matters most where each takes a request to a server. Thread-safe.
/// </summary>
/// <param name="store">Read at aligned places, at most to the end of a pack.</param>
internal sealed class PackWindows(IObjectSource store)
{
    private const int WindowSize = 512 << 10;
    private const int MostWindows = 8;

    /// <summary>The number of reads that a window must save, on average after the first few, to be worth its bytes: it is not where trees lie scattered among data.</summary>
    private const int FewestSaved = 3;

    private readonly Lock _gate = new();
    private long _saved, _loaded;

    /// <summary>The one that was asked last is at the end.</summary>
    private readonly List<Window> _windows = [];

    /// <summary>
    /// Fills <paramref name="destination"/> from a pack; false, with whatever in it, when that is not in one window or could not be read.
    /// The bytes are what the store gave: damaged ones are for the caller to notice, and to read again without a window.
    /// </summary>
    internal async ValueTask<bool> TryReadAsync(PackId pack, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var number = offset / WindowSize;
        var start = (int)(offset % WindowSize);
        if (start + destination.Length > WindowSize)
            return false;
        try
        {
            if (BeginAsync(pack, number) is not { } reading)
                return false;
            var content = await reading.WaitAsync(cancellationToken);
            if (start + destination.Length > content.Length)
                return false;
            content.AsMemory(start, destination.Length).CopyTo(destination);
            return true;
        }
        catch (Exception cause) when (cause is IOException or ArchivistException or ObjectMissingException)
        {
            Forget(pack, number);
            return false;
        }
    }

    /// <summary>Forgets what came from a pack, for it was damaged.</summary>
    internal void Forget(PackId pack)
    {
        lock (_gate)
            _windows.RemoveAll(window => window.Pack == pack);
    }

    private void Forget(PackId pack, long number)
    {
        lock (_gate)
            _windows.RemoveAll(window => window.Pack == pack && window.Number == number);
    }

    /// <summary>Null when windows do not pay here.</summary>
    private Task<byte[]>? BeginAsync(PackId pack, long number)
    {
        lock (_gate)
        {
            var place = _windows.FindLastIndex(window => window.Number == number && window.Pack == pack);
            Window found;
            if (place >= 0)
            {
                _saved++;
                found = _windows[place];
                _windows.RemoveAt(place);
            }
            else
            {
                if (_loaded >= MostWindows && _saved < _loaded * FewestSaved)
                    return null;
                _loaded++;
                // Not the caller's token: others wait for the same bytes.
                found = new Window(pack, number, ReadAsync(pack, number, CancellationToken.None));
                if (_windows.Count == MostWindows)
                    _windows.RemoveAt(0);
            }

            _windows.Add(found);
            return found.Content;
        }
    }

    private async Task<byte[]> ReadAsync(PackId pack, long number, CancellationToken cancellationToken)
    {
        // Away from the lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var name = new ObjectName(ObjectKind.Pack, pack.Value);
        var length = await store.FindLengthAsync(name, cancellationToken) ?? throw new ObjectMissingException(name, store.Location);
        var content = new byte[Math.Clamp(length - (number * WindowSize), 0, WindowSize)];
        await store.ReadRangeAsync(name, number * WindowSize, content, cancellationToken);
        return content;
    }

    private sealed record Window(PackId Pack, long Number, Task<byte[]> Content);
}
