namespace Archivist.Repository.Stores;

/// <summary>Bytes of a known length that can be read more than once.</summary>
public interface IReplayableContent
{
    /// <summary>Number of bytes.</summary>
    long Length { get; }

    /// <summary>A new stream over all bytes; the caller disposes it.</summary>
    Stream OpenFromStart();
}
