using System.Security.Cryptography;
using Archivist.Images.Model;
using Archivist.Images.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Images.Mapping;

/// <summary>
/// The image on its way out: blocks are rendered into one large buffer while the one before it is written and, where that is
/// wanted, hashed (MD5 for the checksum tags, SHA-256 for the image's digest), each on its own thread.
/// </summary>
internal sealed class BlockOutput : IAsyncDisposable
{
    internal const int BufferSize = 4 << 20;

    private readonly Stream _destination;
    private readonly IProgress<long>? _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly IncrementalHash? _md5, _sha256;
    private byte[] _filling = GC.AllocateUninitializedArray<byte>(BufferSize);
    private byte[] _draining = GC.AllocateUninitializedArray<byte>(BufferSize);
    private Task _drained = Task.CompletedTask;
    private int _filled;
    private int _digested;
    private long _before;

    internal BlockOutput(
        Stream destination, IProgress<long>? progress, CancellationToken cancellationToken, bool withTags, IncrementalHash? sha256)
    {
        _md5 = withTags ? IncrementalHash.CreateHash(HashAlgorithmName.MD5) : null;
        _sha256 = sha256;
        _destination = destination;
        _progress = progress;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Bytes so far.</summary>
    internal long Position => _before + _filled;

    /// <summary>The block that comes next.</summary>
    internal long Block => Position / Sector.Size;

    /// <summary>The free part of the buffer, to read into directly; never empty after <see cref="ReserveAsync"/>.</summary>
    internal Memory<byte> Free => _filling.AsMemory(_filled);

    internal void Advance(int count) => _filled += count;

    /// <summary>Makes room for a number of blocks, which must be far smaller than the buffer.</summary>
    internal ValueTask ReserveAsync(int blocks) =>
        _filled + blocks * Sector.Size <= BufferSize ? ValueTask.CompletedTask : new ValueTask(FlushAsync());

    /// <summary>The next block, cleared; room must have been reserved.</summary>
    internal Span<byte> NextBlock()
    {
        var block = _filling.AsSpan(_filled, Sector.Size);
        block.Clear();
        _filled += Sector.Size;
        return block;
    }

    internal async Task PadToBlockAsync(long block)
    {
        while (Position < block * Sector.Size)
        {
            if (_filled == BufferSize)
                await FlushAsync();
            var count = (int)Math.Min(Free.Length, block * Sector.Size - Position);
            Free.Span[..count].Clear();
            Advance(count);
        }
    }

    /// <summary>The MD5 of everything so far.</summary>
    internal async Task<byte[]> DigestSoFarAsync()
    {
        await _drained;
        _md5!.AppendData(_filling.AsSpan(_digested, _filled - _digested));
        _digested = _filled;
        return _md5.GetCurrentHash();
    }

    internal async Task<Digest?> FinishAsync()
    {
        await FlushAsync();
        await _drained;
        await _destination.FlushAsync(_cancellationToken);
        _progress?.Report(_before);
        return _sha256 is null ? null : new Digest(_sha256.GetCurrentHash());
    }

    /// <summary>Hands the buffer over for writing and switches to the other one once that is free.</summary>
    internal async Task FlushAsync()
    {
        await _drained;
        _cancellationToken.ThrowIfCancellationRequested();
        _progress?.Report(_before);
        (_filling, _draining) = (_draining, _filling);
        _drained = DrainAsync(_draining.AsMemory(0, _filled), _digested);
        _before += _filled;
        _filled = _digested = 0;
    }

    private async Task DrainAsync(ReadOnlyMemory<byte> bytes, int alreadyDigested)
    {
        var written = Task.Run(() => WriteAsync(bytes), _cancellationToken);
        var md5 = _md5 is null ? Task.CompletedTask : Task.Run(() => _md5.AppendData(bytes.Span[alreadyDigested..]), _cancellationToken);
        var sha256 = _sha256 is null ? Task.CompletedTask : Task.Run(() => _sha256.AppendData(bytes.Span), _cancellationToken);
        await Task.WhenAll(md5, written, sha256);
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await _destination.WriteAsync(bytes, _cancellationToken);
        }
        catch (IOException e)
        {
            // ENOSPC and EDQUOT of Linux, ERROR_DISK_FULL of Windows.
            var full = e.HResult is 28 or 122 or unchecked((int)0x80070070);
            throw new ArchivistException(new ImageNotStored(full ? Failure.NoSpace : Failure.Failed, Cause.Of(e)), e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The hashes must not be freed, here or by the caller, while a drain that was not awaited still uses them.
        await _drained.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _md5?.Dispose();
    }
}
