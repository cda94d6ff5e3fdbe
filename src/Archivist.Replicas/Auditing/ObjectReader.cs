using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Auditing;

/// <summary>
/// Reads whole objects of one replica and judges them. A read that is wrong is repeated over a new connection before it counts: stores and networks read wrongly
/// now and then while the data is fine. Thread-safe.
/// </summary>
/// <param name="replica">The store.</param>
/// <param name="reconnect">Opens the same store over a new connection.</param>
internal sealed class ObjectReader(IObjectSource replica, Func<IObjectSource> reconnect)
{
    private readonly Lazy<IObjectSource> _second = new(reconnect);
    private long _bytesRead;

    private enum Reading
    {
        Right,
        Wrong,
        Absent,
        Failed,
    }

    /// <summary>Bytes that were read so far.</summary>
    internal long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>The same store over a new connection.</summary>
    internal IObjectSource Second => _second.Value;

    /// <summary>Reads an object whole and compares its hash.</summary>
    /// <param name="item">Which one, and how long it must be.</param>
    /// <param name="expected">The SHA-256 that it must have.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ArchivistException">The store no longer answers at all.</exception>
    internal async Task<ObjectVerdict> ReadWholeAsync(StoredObject item, Digest expected, CancellationToken cancellationToken)
    {
        var (first, _) = await ReadAsync(replica, item, expected, cancellationToken);
        if (first is Reading.Right)
            return ObjectVerdict.Good;
        var (second, failure) = await ReadAsync(Second, item, expected, cancellationToken);
        if (second is Reading.Failed)
        {
            await RequireAnswerAsync(failure!, cancellationToken);
            return ObjectVerdict.Unreadable;
        }

        return (first, second) switch
        {
            // A read that broke off and then succeeded said nothing wrong.
            (Reading.Failed, Reading.Right) => ObjectVerdict.Good,
            (_, Reading.Right) => ObjectVerdict.ReadsDiffer,
            (Reading.Wrong, Reading.Absent) or (Reading.Absent, Reading.Wrong) => ObjectVerdict.Damaged,
            (_, Reading.Absent) => ObjectVerdict.Missing,
            _ => ObjectVerdict.Damaged,
        };
    }

    /// <summary>Reads a range; null when the store does not give exactly that many bytes.</summary>
    internal async Task<byte[]?> TryReadAsync(IObjectSource source, SampledRange range, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = new byte[range.Length];
            await using var content = await source.OpenAsync(range.Object.Name, new ByteRange(range.Offset, range.Length), cancellationToken);
            await content.ReadExactlyAsync(bytes, cancellationToken);
            Interlocked.Add(ref _bytesRead, source == replica ? bytes.Length : 0);
            return bytes;
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private async Task<(Reading, Exception?)> ReadAsync(IObjectSource store, StoredObject item, Digest expected, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await store.OpenAsync(item.Name, new ByteRange(0, item.Length), cancellationToken);
            var hash = await Digest.OfAsync(content, cancellationToken);
            Interlocked.Add(ref _bytesRead, item.Length);
            return (hash == expected ? Reading.Right : Reading.Wrong, null);
        }
        catch (ObjectMissingException cause)
        {
            return (Reading.Absent, cause);
        }
        catch (EndOfStreamException cause)
        {
            return (Reading.Wrong, cause);
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            return (Reading.Failed, cause);
        }
    }

    /// <summary>Tells an object that cannot be read from a store that cannot be reached.</summary>
    private async Task RequireAnswerAsync(Exception failure, CancellationToken cancellationToken)
    {
        try
        {
            await Second.FindLengthAsync(ObjectName.Configuration, cancellationToken);
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }
}
