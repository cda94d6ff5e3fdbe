using Archivist.Platform.Files;

namespace Archivist.Platform.FileSystem;

/// <summary>
/// A directory of the running system that is read from a picture (a read-only snapshot of its file system) instead. What lies below it in the picture shows the device number of the
/// running file system: that of a picture is another one each time. Immutable and thread-safe.
/// </summary>
/// <param name="Path">The directory as the walk names it: names, each with a <c>/</c> before it; empty for the root.</param>
/// <param name="Live">The same directory in the running system, for what is not part of the picture. Not closed by this.</param>
/// <param name="LiveDevice">The device number of the running file system.</param>
/// <param name="PictureDevice">The device number of the picture.</param>
/// <param name="Mounts">What is mounted below it, named as <paramref name="Path"/> is: in a picture nothing is mounted.</param>
internal sealed record StillPlace(byte[] Path, Folder Live, ulong LiveDevice, ulong PictureDevice, IReadOnlySet<FileName> Mounts)
{
    /// <summary>The status as the running file system would have given it.</summary>
    internal FileStatus AsLive(in FileStatus status) => status.DeviceId == PictureDevice ? status with { DeviceId = LiveDevice } : status;
}
