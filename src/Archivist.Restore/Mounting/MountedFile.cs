using Archivist.Restore.Reading;

namespace Archivist.Restore.Mounting;

/// <summary>An open file. Sequential reads are served by read-ahead.</summary>
internal sealed class MountedFile(StoredFile file)
{
    private const long Ahead = 4 << 20;

    private long _next, _fetched;
    private int _inOrder;

    internal StoredFile File => file;

    internal async Task ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        Expect(offset, destination.Length);
        await file.ReadAsync(offset, destination, cancellationToken);
    }

    /// <summary>
    /// The kernel sends several reads at a time and not always in order, so a read counts as in order when it begins near where the last
    /// one ended. A guess that is wrong costs only what is fetched ahead, and random reads fetch nothing ahead.
    /// </summary>
    private void Expect(long offset, int length)
    {
        const int EnoughInOrder = 3, Near = 1 << 20;
        var end = offset + length;
        var distance = offset - Interlocked.Exchange(ref _next, end);
        if (offset == 0 || distance is < -Near or > Near || distance != 0 && length <= 4096)
        {
            Interlocked.Exchange(ref _inOrder, 0);
            Interlocked.Exchange(ref _fetched, end);
            return;
        }

        var fetched = Interlocked.Read(ref _fetched);
        if (Interlocked.Increment(ref _inOrder) < EnoughInOrder || end + Ahead / 2 < fetched)
            return;
        var from = Math.Max(end, fetched);
        if (from < file.Length && Interlocked.CompareExchange(ref _fetched, end + Ahead, fetched) == fetched)
            file.Prefetch(from, end + Ahead - from);
    }
}
