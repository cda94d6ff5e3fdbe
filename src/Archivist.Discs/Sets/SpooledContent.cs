using Archivist.Platform.Files;
using Archivist.Repository.Stores;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Discs.Sets;

/// <summary>Bytes in the file of a <see cref="PackSpool"/>, for as long as that is open.</summary>
/// <param name="file">The file.</param>
/// <param name="offset">Where they begin.</param>
/// <param name="length">How many there are.</param>
internal sealed class SpooledContent(SafeFileHandle file, long offset, long length) : IReplayableContent
{
    /// <summary>Where they begin in the file.</summary>
    internal long Offset => offset;

    /// <inheritdoc/>
    public long Length => length;

    /// <inheritdoc/>
    public Stream OpenFromStart() => new FilePartStream(file, offset, length);
}
