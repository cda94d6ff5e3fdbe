using Archivist.Keys.Keyrings;
using Archivist.Replicas.Stores;

namespace Archivist.Operations.Archives;

/// <summary>A keyring beside a repository in a bucket, or in a place that rclone reaches.</summary>
/// <param name="location">The repository, as it is shown.</param>
/// <param name="files">Keeps the files.</param>
internal sealed class KeyringBeside(string location, ISideFileStore files) : IKeyringPlace
{
    /// <inheritdoc/>
    public string Location => $"{location.TrimEnd('/')}/{Keyring.FolderName}";

    /// <inheritdoc/>
    public Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken) => files.ReadFileAsync(At(name), Keyring.LargestFile, cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => files.WriteFileAsync(At(name), content, cancellationToken);

    /// <inheritdoc/>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if (await files.FindFileLengthAsync(At(name), cancellationToken) is null)
            return;
        // Such a place removes files by directory only, so the others are written again.
        var others = new List<(string Name, byte[] Content)>();
        foreach (var other in Keyring.FileNames.Where(other => other != name))
        {
            if (await ReadAsync(other, cancellationToken) is { } content)
                others.Add((other, content));
        }

        await files.RemoveFilesAsync(Keyring.FolderName, cancellationToken);
        foreach (var (other, content) in others)
            await WriteAsync(other, content, CancellationToken.None);
    }

    private static string At(string name) => $"{Keyring.FolderName}/{name}";
}
