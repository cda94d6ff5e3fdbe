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
    private const int MostReads = 4;

    private readonly Lazy<IObjectSource> _second = new(reconnect);
    private long _bytesRead;

    private enum Reading
    {
        Right,
        Wrong,
        Short,
        Absent,
        Failed,
    }

    /// <summary>Bytes that were read so far.</summary>
    internal long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>The same store over a new connection.</summary>
    internal IObjectSource Second => _second.Value;

    /// <summary>
    /// Reads an object whole and compares its hash. Damage is what two reads agree on: content that is wrong in two different ways was read wrongly, and is read again.
    /// </summary>
    /// <param name="item">Which one, and how long it must be.</param>
    /// <param name="expected">The SHA-256 that it must have.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ArchivistException">The store no longer answers at all.</exception>
    internal async Task<ObjectVerdict> ReadWholeAsync(StoredObject item, Digest expected, CancellationToken cancellationToken)
    {
        var wrong = new List<(Reading Kind, Digest Hash)>();
        Exception? failure = null;
        for (var i = 0; i < MostReads; i++)
        {
            var (kind, hash, cause) = await ReadAsync(i == 0 ? replica : Second, item, expected, cancellationToken);
            if (kind is Reading.Right)
                // A read that only broke off said nothing wrong.
                return wrong.Count == 0 ? ObjectVerdict.Good : ObjectVerdict.ReadsDiffer;
            if (kind is Reading.Failed && failure is not null)
            {
                await RequireAnswerAsync(cause!, cancellationToken);
                return ObjectVerdict.Unreadable;
            }

            failure ??= cause;
            if (kind is Reading.Failed)
                continue;
            if (wrong.Contains((kind, hash)))
                return kind is Reading.Absent ? ObjectVerdict.Missing : ObjectVerdict.Damaged;
            wrong.Add((kind, hash));
        }

        return ObjectVerdict.Damaged;
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

    private async Task<(Reading Kind, Digest Hash, Exception? Failure)> ReadAsync(IObjectSource store, StoredObject item, Digest expected, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await store.OpenAsync(item.Name, new ByteRange(0, item.Length), cancellationToken);
            var hash = await Digest.OfAsync(content, cancellationToken);
            Interlocked.Add(ref _bytesRead, item.Length);
            return (hash == expected ? Reading.Right : Reading.Wrong, hash, null);
        }
        catch (ObjectMissingException)
        {
            return (Reading.Absent, default, null);
        }
        catch (EndOfStreamException)
        {
            return (Reading.Short, default, null);
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            return (Reading.Failed, default, cause);
        }
    }

    /// <summary>Distinguishes an object that cannot be read from a store that cannot be reached.</summary>
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
