using Archivist.Platform.Files;

namespace Archivist.Evidence.Copying;

/// <summary>A copy of a ledger in a directory.</summary>
/// <param name="directory">The directory; made when missing.</param>
public sealed class LedgerCopyFolder(string directory) : ILedgerCopy
{
    /// <inheritdoc/>
    public string Location => directory;

    /// <inheritdoc/>
    public bool CanTear => false;

    /// <inheritdoc/>
    public async Task<byte[]?> ReadAsync(string path, int limit, CancellationToken cancellationToken) =>
        FileLookup.FindLink(At(path)) is null ? null : await DurableFile.ReadAsync(At(path), limit, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> HoldsAsync(string path, long length, bool wasWritten, CancellationToken cancellationToken) =>
        ValueTask.FromResult(FileLookup.FindLink(At(path)) is { Kind: FileKind.File } file && file.Length == length);

    /// <inheritdoc/>
    public Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken) => DurableFile.ReplaceAsync(At(path), content, cancellationToken);

    /// <inheritdoc/>
    public Task RemovePartialAsync(string full, CancellationToken cancellationToken)
    {
        var partial = At(TilePath.PartialFolder(full));
        if (FileLookup.FindLink(partial) is { Kind: FileKind.Directory })
            Directory.Delete(partial, recursive: true);
        return Task.CompletedTask;
    }

    private string At(string path) => Path.Combine(directory, path);
}
