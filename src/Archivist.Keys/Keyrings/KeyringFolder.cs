using Archivist.Platform.Files;

namespace Archivist.Keys.Keyrings;

/// <summary>The keyring in a directory.</summary>
/// <param name="directory">The directory, absolute; made when the first file is written.</param>
public sealed class KeyringFolder(string directory) : IKeyringPlace
{
    /// <inheritdoc/>
    public string Location => directory;

    /// <inheritdoc/>
    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken) =>
        FileLookup.Find(At(name)) is null ? null : await DurableFile.ReadAsync(At(name), Keyring.LargestFile, cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => DurableFile.ReplaceAsync(At(name), content, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if (FileLookup.FindLink(At(name)) is not null)
            DurableFile.Remove(At(name));
        return Task.CompletedTask;
    }

    private string At(string name) => Path.Combine(directory, name);
}
