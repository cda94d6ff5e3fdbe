namespace Archivist.Keys.Keyrings;

/// <summary>A keyring that can only be read, such as that on a disc.</summary>
/// <param name="location">The place, as it is shown.</param>
/// <param name="read">Reads a file by its path relative to the repository, of at most that many bytes; null when there is none.</param>
public sealed class ReadOnlyKeyringPlace(string location, Func<string, int, CancellationToken, Task<byte[]?>> read) : IKeyringPlace
{
    /// <inheritdoc/>
    public string Location => location;

    /// <inheritdoc/>
    public Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken) => read($"{Keyring.FolderName}/{name}", Keyring.LargestFile, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => throw new NotSupportedException("This keyring can only be read.");

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task RemoveAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException("This keyring can only be read.");
}
