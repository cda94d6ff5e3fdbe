namespace Archivist.Repository.Stores;

/// <summary>Bytes of a known length that can be read more than once.</summary>
public interface IReplayableContent
{
    /// <summary>Number of bytes.</summary>
    long Length { get; }

    /// <summary>A new stream over all bytes; the caller disposes it. A store reads it asynchronously, for content that comes from another store can be read in no other way.</summary>
    Stream OpenFromStart();
}
