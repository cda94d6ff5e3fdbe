using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;
using Archivist.Repository.Stores.Problems;

namespace Archivist.Replicas.Reading;

/// <summary>
/// Several copies of one repository read as one: each range from the copy that is expected to finish it first, or in another <see cref="ReadingOrder"/>. A copy that is slow,
/// silent, gone, cut short or damaged costs time and no object as long as another copy has it. Thread-safe.
/// </summary>
/// <remarks>
/// Objects whose name is their hash are checked against it when they are read whole, packs excepted: their blobs are authenticated by the reader, who rejects wrong bytes through
/// <see cref="ICopyChoice"/>. The bytes that are read twice are at most 5 % of those that are wanted, and some more at the beginning.
/// </remarks>
/// <param name="copies">The copies, in the order of the operator; all of the same repository.</param>
/// <param name="order">Which one is asked first.</param>
/// <param name="clock">Measures the copies and runs the pauses.</param>
public sealed class CopyUnion(IReadOnlyList<ReadingCopy> copies, ReadingOrder order, TimeProvider clock) : IObjectSource, ICopyChoice
{
    private const int ChunkSize = 64 << 10;
    private const int MostRequests = 32;
    private const int MostLengths = 64 << 10;
    private const long LargestWhole = 256L << 20;

    /// <summary>The lengths of small objects as they were listed: an expectation, and no more.</summary>
    private readonly ConcurrentDictionary<ObjectName, long> _lengths = new();

    private readonly CopyQueue _queue = new(copies.Count > 0 ? copies : throw new ArgumentException("A union needs at least one copy.", nameof(copies)), order, clock);

    /// <summary>Lists what any copy holds; otherwise, the default, what the first copy that can be listed holds.</summary>
    public bool ListsAll { get; init; }

    /// <inheritdoc/>
    public string Location => string.Join(" + ", copies.Select(copy => copy.Source.Location));

    /// <inheritdoc/>
    public StoreTraits Traits { get; } = new(
        Math.Min(copies.Sum(copy => copy.Source.Traits.MaxConcurrency), MostRequests), IsReadOnly: true, copies.All(copy => copy.Source.Traits.IsLocal));

    /// <summary>Bytes that were read twice so far, because a copy was late.</summary>
    public long BytesReadTwice => _queue.BytesReadTwice;

    /// <summary>What each copy contributed so far, in the order of the list.</summary>
    public IReadOnlyList<CopyShare> Shares => _queue.Shares();

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        if (range == ByteRange.All && name.Kind is not ObjectKind.Pack)
            return new MemoryStream(await ReadWholeAsync(name, cancellationToken), writable: false);
        var length = range.Length is { } known and > 0 && PieceStream.IsOneWindow(known)
            ? known
            : range.CountIn(await FindLengthAsync(name, cancellationToken) ?? throw new ObjectMissingException(name, Location), name, Location);
        var stream = new PieceStream(name, range.Offset, length, ReadPieceAsync);
        try
        {
            await stream.BeginAsync(cancellationToken);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken)
    {
        try
        {
            var (length, copy) = await new CopyRace<long>(
                _queue, clock, new CopyNeed(name, 0, 0),
                async (turn, token) => await turn.State.Source.FindLengthAsync(name, token) ?? throw new ObjectMissingException(name, turn.State.Source.Location),
                static _ => { }).RunAsync(cancellationToken);
            return copy is null ? null : length;
        }
        catch (ObjectMissingException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var seen = new HashSet<ObjectName>();
        Exception? failure = null;
        var listed = 0;
        foreach (var copy in copies)
        {
            // Whole, for a listing that breaks off shows no one what is missing.
            List<StoredObject> names = [];
            try
            {
                await foreach (var item in copy.Source.ListAsync(kind, cancellationToken))
                    names.Add(item);
                listed++;
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArchivistException)
            {
                failure = cause;
                continue;
            }

            foreach (var item in names)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!seen.Add(item.Name))
                    continue;
                if (kind is not ObjectKind.Pack && _lengths.Count < MostLengths)
                    _lengths.TryAdd(item.Name, item.Length);
                yield return item;
            }

            if (!ListsAll)
                yield break;
        }

        if (listed == 0 && failure is not null)
            throw failure is ArchivistException known ? new ArchivistException(known.Problem, failure) : new IOException(failure.Message, failure);
    }

    /// <inheritdoc/>
    public TCapability? Find<TCapability>()
        where TCapability : class =>
        // When an object arrived is the word of one clock: that of the first copy.
        this as TCapability ?? (typeof(TCapability) == typeof(IDatedStore) ? copies[0].Source.Find<TCapability>() : null);

    /// <inheritdoc/>
    public async Task<IObjectSource?> ReadFromOneAsync(ObjectName name, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var (buffer, copy) = await RacePieceAsync(new CopyNeed(name, offset, destination.Length), cancellationToken);
        if (copy is null)
            return copies.All(other => _queue.Lacks(other, name)) ? throw new ObjectMissingException(name, Location) : null;
        buffer.AsSpan(0, destination.Length).CopyTo(destination.Span);
        ArrayPool<byte>.Shared.Return(buffer!);
        return copy.Source;
    }

    /// <inheritdoc/>
    public void Reject(ObjectName name, ByteRange range, IObjectSource? copy) =>
        _queue.Reject(name, range, copy is null ? null : _queue.Copies.First(state => ReferenceEquals(state.Source, copy)));

    private async Task<byte[]> ReadPieceAsync(CopyNeed need, CancellationToken cancellationToken)
    {
        var (buffer, copy) = await RacePieceAsync(need, cancellationToken);
        if (copy is not null)
            return buffer!;
        throw copies.All(other => _queue.Lacks(other, need.Name))
            ? new ObjectMissingException(need.Name, Location)
            : new ArchivistException(new ObjectDamaged(need.Name, Location, ObjectDamage.Tag));
    }

    private Task<(byte[]? Answer, CopyState? Copy)> RacePieceAsync(CopyNeed need, CancellationToken cancellationToken) =>
        new CopyRace<byte[]>(_queue, clock, need, ReadPieceAsync, static late => ArrayPool<byte>.Shared.Return(late)).RunAsync(cancellationToken);

    /// <summary>The buffer of one request is its own: of two that race, the one that is left may still write.</summary>
    private async Task<byte[]> ReadPieceAsync(CopyTurn turn, CancellationToken cancellationToken)
    {
        var size = (int)turn.Need.Size;
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            var stream = await turn.State.Source.OpenAsync(turn.Need.Name, new ByteRange(turn.Need.Offset, size), cancellationToken);
            await using (stream.ConfigureAwait(false))
            {
                for (var done = 0; done < size;)
                {
                    var read = await stream.ReadAsync(buffer.AsMemory(done, Math.Min(ChunkSize, size - done)), cancellationToken);
                    if (read == 0)
                        throw new EndOfStreamException($"{turn.Need.Name} in {turn.State.Source.Location} ends before {turn.Need.End} bytes");
                    done += read;
                    _queue.OnBytes(turn, read);
                }
            }

            return buffer;
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    private async Task<byte[]> ReadWholeAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var (content, copy) = await new CopyRace<byte[]>(_queue, clock, new CopyNeed(name, 0, _lengths.GetValueOrDefault(name)), ReadWholeAsync, static _ => { }).RunAsync(cancellationToken);
        return copy is null ? throw new ObjectMissingException(name, Location) : content!;
    }

    private async Task<byte[]> ReadWholeAsync(CopyTurn turn, CancellationToken cancellationToken)
    {
        var (name, source) = (turn.Need.Name, turn.State.Source);
        using var gathered = new MemoryStream();
        var stream = await source.OpenAsync(name, ByteRange.All, cancellationToken);
        await using (stream.ConfigureAwait(false))
        {
            var chunk = new byte[ChunkSize];
            int read;
            while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
            {
                if (gathered.Length + read > LargestWhole)
                    throw new ArchivistException(new ObjectTooLarge(name.ToString(), source.Location, LargestWhole));
                gathered.Write(chunk, 0, read);
                _queue.OnBytes(turn, read);
            }
        }

        var content = gathered.ToArray();
        if (name.Kind is not ObjectKind.Configuration && Digest.Of(content) != name.Id)
            throw new WrongBytesException(new ObjectDamaged(name, source.Location, ObjectDamage.Hash));
        return content;
    }
}
