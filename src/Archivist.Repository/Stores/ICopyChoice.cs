namespace Archivist.Repository.Stores;

/// <summary>
/// The capability of a source that chooses among several copies: the reader, who alone can distinguish right bytes from wrong ones, learns which copy delivered and rejects it. Thread-safe.
/// </summary>
public interface ICopyChoice
{
    /// <summary>Fills <paramref name="destination"/> from a single copy, one whose bytes of this range were not rejected with its name.</summary>
    /// <returns>The copy; null when the bytes of every copy that has the object were rejected.</returns>
    /// <exception cref="ObjectMissingException">No copy has the object.</exception>
    /// <exception cref="EndOfStreamException">The object is too short in every copy that is left.</exception>
    /// <exception cref="Platform.Problems.ArchivistException">No copy that is left can be read; the failure of the last one.</exception>
    Task<IObjectSource?> ReadFromOneAsync(ObjectName name, long offset, Memory<byte> destination, CancellationToken cancellationToken);

    /// <summary>Notes that bytes were wrong. The object is then read from other copies as long as there are any.</summary>
    /// <param name="name">The object.</param>
    /// <param name="range">The range with wrong bytes; its length is known.</param>
    /// <param name="copy">The copy that <see cref="ReadFromOneAsync"/> returned, which is not asked for this range again; null when the bytes came from a stream.</param>
    void Reject(ObjectName name, ByteRange range, IObjectSource? copy);
}
