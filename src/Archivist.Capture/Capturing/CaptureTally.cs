using Archivist.Repository;

namespace Archivist.Capture.Capturing;

/// <summary>Counts what a capture sees, and remembers what it could not read. Thread-safe.</summary>
internal sealed class CaptureTally(RepositoryWriter writer, IProgress<CaptureTotals>? progress)
{
    private readonly List<UnreadablePath> _unreadable = [];
    private long _files, _folders, _others, _unchanged, _bytes;

    internal CaptureTotals Totals => new(
        Interlocked.Read(ref _files), Interlocked.Read(ref _folders), Interlocked.Read(ref _others),
        Interlocked.Read(ref _unchanged), Interlocked.Read(ref _bytes), writer.Totals);

    /// <summary>Only to be asked when nothing is under way any more.</summary>
    internal IReadOnlyList<UnreadablePath> Unreadable => _unreadable;

    internal void CountFolder() => Interlocked.Increment(ref _folders);

    internal void CountOther() => Interlocked.Increment(ref _others);

    /// <summary>Of a file that is counted when it is complete.</summary>
    internal void CountBytes(long bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        progress?.Report(Totals);
    }

    internal void CountFile(long bytes, bool isUnchanged)
    {
        Interlocked.Increment(ref _files);
        if (isUnchanged)
            Interlocked.Increment(ref _unchanged);
        Interlocked.Add(ref _bytes, bytes);
        progress?.Report(Totals);
    }

    internal void Report(byte[] folder, FileName name, string cause)
    {
        lock (_unreadable)
            _unreadable.Add(new UnreadablePath(DisplayPath.Of(folder) + "/" + name, cause));
    }
}
