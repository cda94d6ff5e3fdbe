using System.Runtime.CompilerServices;
using Archivist.Repository.Stores;

namespace Archivist.TestKit;

/// <summary>
/// A source behind a link of its own: one latency for each request, and one rate that all requests share. It can fall silent, refuse, cut short or lie from a moment on. Thread-safe.
/// </summary>
/// <param name="inner">Where the objects lie.</param>
/// <param name="name">What it is called.</param>
/// <param name="clock">Passes the time of the link.</param>
/// <param name="latency">From a request to its first byte.</param>
/// <param name="bytesPerSecond">What the link carries.</param>
public sealed class PacedSource(IObjectSource inner, string name, TimeProvider clock, TimeSpan latency, double bytesPerSecond) : IObjectSource
{
    private readonly Lock _gate = new();
    private readonly List<(ObjectName Name, ByteRange Range)> _asked = [];
    private long _freeAt;
    private long _bytes;

    /// <summary>What goes wrong, from now on.</summary>
    public LinkFault Fault { get; set; }

    /// <summary>After these bytes it does what <see cref="Fault"/> says; 0 for at once.</summary>
    public long FaultAfter { get; set; }

    /// <summary>Bytes that went over the link.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The ranges that were asked for.</summary>
    public IReadOnlyList<(ObjectName Name, ByteRange Range)> Asked
    {
        get
        {
            lock (_gate)
                return [.. _asked];
        }
    }

    /// <inheritdoc/>
    public string Location => name;

    /// <inheritdoc/>
    public StoreTraits Traits { get; init; } = new(4, IsReadOnly: true, IsLocal: false);

    private bool IsNow => Fault is not LinkFault.None && Bytes >= FaultAfter;

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        lock (_gate)
            _asked.Add((name, range));
        await AnswerAsync(cancellationToken);
        var stream = await inner.OpenAsync(name, range, cancellationToken);
        using var whole = new MemoryStream();
        await using (stream)
            await stream.CopyToAsync(whole, cancellationToken);
        return new LinkStream(this, whole.ToArray());
    }

    /// <inheritdoc/>
    public async Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken)
    {
        await AnswerAsync(cancellationToken);
        return await inner.FindLengthAsync(name, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await AnswerAsync(cancellationToken);
        await foreach (var item in inner.ListAsync(kind, cancellationToken))
            yield return item;
    }

    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        if (IsNow && Fault is LinkFault.Silent)
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
        if (IsNow && Fault is LinkFault.Refusing)
            throw new IOException($"{name} refuses");
        if (latency > TimeSpan.Zero)
            await Task.Delay(latency, clock, cancellationToken);
    }

    /// <summary>The link carries one chunk after the other.</summary>
    private async Task CarryAsync(int bytes, CancellationToken cancellationToken)
    {
        TimeSpan pause;
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            _freeAt = Math.Max(_freeAt, now) + (long)(bytes / bytesPerSecond * clock.TimestampFrequency);
            pause = clock.GetElapsedTime(now, _freeAt);
        }

        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, clock, cancellationToken);
        Interlocked.Add(ref _bytes, bytes);
    }

    private sealed class LinkStream(PacedSource link, byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (link.IsNow)
            {
                if (link.Fault is LinkFault.Silent)
                    await Task.Delay(Timeout.InfiniteTimeSpan, link.Clock, cancellationToken);
                if (link.Fault is LinkFault.Refusing)
                    throw new IOException("the connection broke");
                if (link.Fault is LinkFault.Truncating && Position >= Length / 2)
                    return 0;
            }

            var read = Read(buffer.Span[..Math.Min(buffer.Length, 64 << 10)]);
            if (read > 0 && link.IsNow && link.Fault is LinkFault.Lying)
                buffer.Span[read / 2] ^= 1;
            if (read > 0)
                await link.CarryAsync(read, cancellationToken);
            return read;
        }
    }

    private TimeProvider Clock => clock;
}
