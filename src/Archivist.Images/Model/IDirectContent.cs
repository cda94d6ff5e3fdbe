using Archivist.Repository.Stores;

namespace Archivist.Images.Model;

/// <summary>A content that can be had with one call; with many small files that is much less work than a stream for each.</summary>
public interface IDirectContent : IReplayableContent
{
    /// <summary>
    /// Reads from the start until the content ends or <paramref name="destination"/> is full, and returns how many bytes those
    /// were. May be called from several threads. Throws <see cref="IOException"/> when the content cannot be read.
    /// </summary>
    int Read(Span<byte> destination);
}
