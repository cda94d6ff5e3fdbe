using Archivist.Evidence.Copying;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores;

namespace Archivist.Operations.Archives;

/// <summary>A copy of a ledger beside a repository in a bucket, or in a place that rclone reaches.</summary>
/// <param name="location">The repository, as it is shown.</param>
/// <param name="files">Keeps the files.</param>
internal sealed class LedgerCopyBeside(string location, ISideFileStore files) : ILedgerCopy
{
    /// <inheritdoc/>
    public string Location => $"{location.TrimEnd('/')}/{LedgerDistribution.Name}";

    /// <inheritdoc/>
    public bool CanTear => files.CanTearFiles;

    /// <inheritdoc/>
    public Task<byte[]?> ReadAsync(string path, int limit, CancellationToken cancellationToken) => files.ReadFileAsync(At(path), limit, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<bool> HoldsAsync(string path, long length, bool wasWritten, CancellationToken cancellationToken) =>
        wasWritten || await files.FindFileLengthAsync(At(path), cancellationToken) == length;

    /// <inheritdoc/>
    public Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken) => files.WriteFileAsync(At(path), content, cancellationToken);

    /// <inheritdoc/>
    public async Task RemovePartialAsync(string full, CancellationToken cancellationToken)
    {
        try
        {
            await files.RemoveFilesAsync(At(full) + ".p", cancellationToken);
        }
        catch (ArchivistException)
        {
            // Keys that may only add are right for a copy. What stays takes little room, and no reader looks for it.
        }
    }

    private static string At(string path) => $"{LedgerDistribution.Name}/{path.Replace(Path.DirectorySeparatorChar, '/')}";
}
