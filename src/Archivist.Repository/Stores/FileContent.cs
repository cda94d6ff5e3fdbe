namespace Archivist.Repository.Stores;

/// <summary>Content that lies in a file. The file must not change while it is used.</summary>
public sealed class FileContent(string path) : IReplayableContent
{
    /// <summary>Where it lies.</summary>
    public string Path => path;

    /// <inheritdoc/>
    public long Length { get; } = new FileInfo(path).Length;

    /// <inheritdoc/>
    public Stream OpenFromStart() =>
        new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
}
