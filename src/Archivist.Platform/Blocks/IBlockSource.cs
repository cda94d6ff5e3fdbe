namespace Archivist.Platform.Blocks;

/// <summary>
/// Something of fixed length that is read at any place: a disk, an image of one, an export of an NBD server, a file of a snapshot.
/// Reading is safe from several threads at once; finding runs is not.
/// </summary>
internal interface IBlockSource : IAsyncDisposable
{
    /// <summary>Its name for display.</summary>
    string Location { get; }

    /// <summary>Bytes.</summary>
    long Length { get; }

    /// <summary>
    /// The run of one kind that holds <paramref name="offset"/>, as far as it is known without reading. A run that is not known to be
    /// zero may be zero all the same.
    /// </summary>
    ValueTask<BlockRun> FindRunAsync(long offset, CancellationToken cancellationToken);

    /// <summary>Fills <paramref name="destination"/>; what cannot be read is an <see cref="IOException"/>.</summary>
    ValueTask ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken);
}
