using System.Security.Cryptography;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.TestKit;

/// <summary>Content that comes as a test says: slowly, cut, too long, or broken by an exception.</summary>
/// <param name="length">The length that is promised.</param>
/// <param name="delivered">How many bytes come.</param>
public sealed class ProbeContent(long length, long delivered) : IReplayableContent
{
    /// <summary>Content that keeps its promise.</summary>
    public ProbeContent(long length)
        : this(length, length)
    {
    }

    /// <inheritdoc/>
    public long Length => length;

    /// <summary>Thrown instead of the end, and instead of the first read when nothing is delivered; null for an end like any other.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Each read gives at most so many bytes.</summary>
    public int Piece { get; init; } = int.MaxValue;

    /// <summary>Called before each read with the bytes that came so far.</summary>
    public Action<long>? OnRead { get; init; }

    /// <summary>How often it was opened.</summary>
    public int Openings { get; private set; }

    /// <summary>What it would be if it kept its promise.</summary>
    public byte[] Bytes() => [.. Enumerable.Range(0, (int)length).Select(at => At(at))];

    /// <summary>The name of a pack with that content, if it keeps its promise.</summary>
    public ObjectName Name
    {
        get
        {
            using var whole = new ProbeStream(new ProbeContent(length), length);
            return new ObjectName(ObjectKind.Pack, Digest.Parse(Convert.ToHexStringLower(SHA256.HashData(whole)), null));
        }
    }

    /// <inheritdoc/>
    public Stream OpenFromStart()
    {
        Openings++;
        return new ProbeStream(this, delivered);
    }

    private static byte At(long position) => (byte)((position * 31) + (position >> 8));

    private sealed class ProbeStream(ProbeContent content, long delivered) : MemoryStream
    {
        private long _done;

        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            return Read(buffer.Span);
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            content.OnRead?.Invoke(_done);
            if (_done == delivered && content.Failure is { } failure)
                throw failure;
            var read = (int)Math.Min(Math.Min(buffer.Length, content.Piece), delivered - _done);
            for (var i = 0; i < read; i++)
                buffer[i] = At(_done + i);
            _done += read;
            return read;
        }

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            var buffer = new byte[bufferSize];
            int read;
            while ((read = await ReadAsync(buffer, cancellationToken)) > 0)
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }
}
