namespace Archivist.Replicas.Stores.Wrappers;

/// <content>Files beside the objects are retried as the objects are: writing one again is harmless.</content>
public sealed partial class RetryingStore
{
    /// <inheritdoc/>
    public override TCapability? Find<TCapability>()
        where TCapability : class
    {
        var found = base.Find<TCapability>();
        return found is ISideFileStore files && typeof(TCapability) == typeof(ISideFileStore) ? (TCapability)(object)new RetryingFiles(this, files) : found;
    }

    private sealed class RetryingFiles(RetryingStore store, ISideFileStore files) : ISideFileStore
    {
        public bool CanTearFiles => files.CanTearFiles;

        public Task<byte[]?> ReadFileAsync(string path, int limit, CancellationToken cancellationToken) =>
            store.RunAsync(() => files.ReadFileAsync(path, limit, cancellationToken), cancellationToken);

        public Task<long?> FindFileLengthAsync(string path, CancellationToken cancellationToken) =>
            store.RunAsync(() => files.FindFileLengthAsync(path, cancellationToken), cancellationToken);

        public Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => store.RunAsync<object?>(
            async () =>
            {
                await files.WriteFileAsync(path, content, cancellationToken);
                return null;
            },
            cancellationToken);

        public Task RemoveFilesAsync(string directory, CancellationToken cancellationToken) => store.RunAsync<object?>(
            async () =>
            {
                await files.RemoveFilesAsync(directory, cancellationToken);
                return null;
            },
            cancellationToken);
    }
}
