namespace Archivist.Replicas.Stores.Rclone;

/// <content>rclone takes any path below the directory that it serves, in old versions and new ones, and replaces what is there.</content>
public sealed partial class RcloneStore : ISideFileStore
{
    /// <inheritdoc/>
    /// <remarks>Versions before 1.63 write under the final name.</remarks>
    public bool CanTearFiles => true;

    /// <inheritdoc/>
    public Task<byte[]?> ReadFileAsync(string path, int limit, CancellationToken cancellationToken) =>
        RunAsync(() => _rest.ReadFileAsync(path, limit, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindFileLengthAsync(string path, CancellationToken cancellationToken) =>
        RunAsync(() => _rest.FindFileLengthAsync(path, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            await _rest.WriteFileAsync(path, content, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task RemoveFilesAsync(string directory, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            await _rest.RemoveFilesAsync(directory, cancellationToken);
            return true;
        },
        cancellationToken);
}
