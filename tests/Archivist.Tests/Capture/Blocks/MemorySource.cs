using Archivist.Platform.Blocks;

namespace Archivist.Tests.Capture.Blocks;

/// <summary>A disk in memory. It tells runs of zeros at odd places when it is given a random, and counts what is read.</summary>
internal sealed class MemorySource(byte[] bytes, Random? random) : IBlockSource
{
    private long _bytesRead;

    public string Location => "memory";

    public long Length => bytes.Length;

    internal long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>Where it admits to have data; null for everywhere.</summary>
    internal IReadOnlyList<(long Start, long End)>? KnownData { get; init; }

    /// <summary>Reading this byte fails.</summary>
    internal long FailsAt { get; init; } = long.MaxValue;

    public ValueTask<BlockRun> FindRunAsync(long offset, CancellationToken cancellationToken)
    {
        if (KnownData is not null)
        {
            foreach (var (start, end) in KnownData)
            {
                if (offset < start)
                    return new(new BlockRun(start, true));
                if (offset < end)
                    return new(new BlockRun(end, false));
            }

            return new(new BlockRun(Length, true));
        }

        if (random is null)
            return new(new BlockRun(Length, false));
        var next = bytes.AsSpan((int)offset).IndexOfAnyExcept((byte)0);
        if (next < 0)
            return new(new BlockRun(Length, true));
        return next > 0
            ? new(new BlockRun(offset + random.Next(1, next + 1), true))
            : new(new BlockRun(Math.Min(offset + random.Next(1, 1 << 18), Length), false));
    }

    public ValueTask ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (offset <= FailsAt && FailsAt < offset + destination.Length)
            throw new IOException("a bad sector");
        bytes.AsSpan((int)offset, destination.Length).CopyTo(destination.Span);
        Interlocked.Add(ref _bytesRead, destination.Length);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
