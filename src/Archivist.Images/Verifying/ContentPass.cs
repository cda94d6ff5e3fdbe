using System.Security.Cryptography;
using Archivist.Images.Checksums;
using Archivist.Images.Model;
using Archivist.Images.Reading;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Images.Verifying;

/// <summary>An object to be compared with its name.</summary>
internal sealed record ObjectPlace(ObjectName Name, string Path, DiscExtent Extent);

/// <summary>
/// Reads the image once from front to back. While one buffer is read, the one before it goes into the MD5 of the tags, the
/// SHA-256 of the objects and, if wanted, the SHA-256 of the whole, side by side.
/// </summary>
internal sealed class ContentPass : IDisposable
{
    private const int BufferSize = 4 << 20, MostZeros = 8192;

    private readonly IImageSource _source;
    private readonly Findings _findings;
    private readonly IReadOnlyList<ChecksumTag> _tags;
    private readonly IReadOnlyList<ObjectPlace> _objects;
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly IncrementalHash _object = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash? _whole;
    private int _nextTag, _nextObject;

    /// <summary>Objects must be sorted by place and must not overlap.</summary>
    internal ContentPass(
        IImageSource source, IReadOnlyList<ChecksumTag> tags, IReadOnlyList<ObjectPlace> objects, bool digestWhole, Findings findings)
    {
        _source = source;
        _tags = tags;
        _objects = objects;
        _findings = findings;
        _whole = digestWhole ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    }

    internal Digest? Whole { get; private set; }

    internal async Task RunAsync(long length, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var size = (int)Math.Min(BufferSize, length);
        var current = GC.AllocateUninitializedArray<byte>(size);
        var other = GC.AllocateUninitializedArray<byte>(size);
        var reading = FillAsync(current, 0, length, cancellationToken);
        for (long offset = 0; offset < length;)
        {
            var filled = await reading;
            var next = offset + filled;
            reading = FillAsync(other, next, length, cancellationToken);
            var bytes = current.AsMemory(0, filled);
            var at = offset;
            await Task.WhenAll(
                Task.Run(() => CheckTags(bytes.Span, at), cancellationToken),
                Task.Run(() => CheckObjects(bytes.Span, at), cancellationToken),
                _whole is null ? Task.CompletedTask : Task.Run(() => _whole.AppendData(bytes.Span), cancellationToken));
            (current, other) = (other, current);
            offset = next;
            progress?.Report(offset);
        }

        await reading;
        Whole = _whole is null ? null : new Digest(_whole.GetCurrentHash());
    }

    /// <summary>
    /// Whether the hash is that of more than the volume, such as error correction behind it. Drives write whole blocks of 16 or 32 sectors, so that zeros may follow that were not
    /// hashed, and count sectors at the end that cannot be read.
    /// </summary>
    internal async Task<bool> GoesOnAsync(Digest expected, long from, long to, CancellationToken cancellationToken)
    {
        if (_whole is null || from >= to)
            return false;
        var end = await FindLastContentAsync(from, to, cancellationToken);
        var buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(BufferSize, Math.Max(Sector.Size, end - from)));
        for (var offset = from; offset < end;)
        {
            var filled = await FillAsync(buffer, offset, end, cancellationToken);
            _whole.AppendData(buffer.AsSpan(0, filled));
            offset += filled;
        }

        // Any number of zeros may have been part of the image; more than this no drive adds.
        var zeros = new byte[Sector.Size];
        for (var offset = end; ; offset += Sector.Size)
        {
            if (new Digest(_whole.GetCurrentHash()) == expected)
                return true;
            if (offset + Sector.Size > to || offset - end > (long)MostZeros * Sector.Size)
                return false;
            _whole.AppendData(zeros);
        }
    }

    /// <summary>The end of the last sector that is not zero; what cannot be read behind it is none.</summary>
    private async Task<long> FindLastContentAsync(long from, long to, CancellationToken cancellationToken)
    {
        var buffer = new byte[Sector.Size];
        for (var end = to; end > from; end -= Sector.Size)
        {
            var start = Math.Max(from, end - Sector.Size);
            try
            {
                var read = await _source.ReadAsync(start, buffer.AsMemory(0, (int)(end - start)), cancellationToken);
                if (buffer.AsSpan(0, read).ContainsAnyExcept((byte)0))
                    return end;
            }
            catch (IOException) when (to - end <= (long)MostZeros * Sector.Size)
            {
                // The run-out of a disc that was written track at once.
                continue;
            }
        }

        return from;
    }

    public void Dispose()
    {
        _md5.Dispose();
        _object.Dispose();
        _whole?.Dispose();
    }

    private void CheckTags(ReadOnlySpan<byte> bytes, long offset)
    {
        while (_nextTag < _tags.Count && _tags[_nextTag].Position * Sector.Size <= offset + bytes.Length)
        {
            var tag = _tags[_nextTag++];
            var before = (int)(tag.Position * Sector.Size - offset);
            _md5.AppendData(bytes[..before]);
            bytes = bytes[before..];
            offset += before;
            if (Convert.ToHexStringLower(_md5.GetCurrentHash()) != tag.Md5)
                Mismatch(tag);
        }

        _md5.AppendData(bytes);
    }

    private void Mismatch(ChecksumTag tag) => _findings.Add(new ImageFinding.ChecksumMismatch
    {
        Thing = $"{tag.Kind} checksum",
        Offset = tag.Position * Sector.Size,
        Blocks = tag.RangeSize,
    });

    private void CheckObjects(ReadOnlySpan<byte> bytes, long offset)
    {
        while (_nextObject < _objects.Count && _objects[_nextObject].Extent.Offset < offset + bytes.Length)
        {
            var place = _objects[_nextObject];
            var from = Math.Max(place.Extent.Offset, offset);
            var to = Math.Min(place.Extent.Offset + place.Extent.Length, offset + bytes.Length);
            if (to > from)
                _object.AppendData(bytes[(int)(from - offset)..(int)(to - offset)]);
            if (to < place.Extent.Offset + place.Extent.Length)
                return;
            _nextObject++;
            Judge(place, new Digest(_object.GetHashAndReset()));
        }
    }

    private void Judge(ObjectPlace place, Digest actual)
    {
        if (actual == place.Name.Id)
            return;
        _findings.Add(new ImageFinding.DamagedObject
        {
            Thing = place.Path,
            Offset = place.Extent.Offset,
            Name = place.Name,
            Actual = actual,
        });
    }

    /// <summary>Fills the buffer; what a drive cannot read is reported block by block and read as zeros.</summary>
    private async Task<int> FillAsync(byte[] buffer, long offset, long length, CancellationToken cancellationToken)
    {
        var wanted = (int)Math.Min(buffer.Length, length - offset);
        for (var filled = 0; filled < wanted;)
        {
            try
            {
                var read = await _source.ReadAsync(offset + filled, buffer.AsMemory(filled, wanted - filled), cancellationToken);
                if (read == 0)
                    throw new EndOfStreamException("the image ended");
                filled += read;
            }
            catch (IOException e)
            {
                filled += await SkipUnreadableAsync(buffer.AsMemory(filled, wanted - filled), offset + filled, e, cancellationToken);
            }
        }

        return wanted;
    }

    private async Task<int> SkipUnreadableAsync(
        Memory<byte> buffer, long offset, IOException cause, CancellationToken cancellationToken)
    {
        var block = buffer[..Math.Min(buffer.Length, Sector.Size)];
        try
        {
            var read = await _source.ReadAsync(offset, block, cancellationToken);
            if (read > 0)
                return read;
        }
        catch (IOException e)
        {
            cause = e;
        }

        block.Span.Clear();
        _findings.Add(new ImageFinding.Unreadable
        {
            Thing = "block",
            Offset = offset,
            Length = block.Length,
            Cause = Cause.Of(cause),
        });
        return block.Length;
    }
}
