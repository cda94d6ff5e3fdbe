namespace Archivist.Keys.Keyrings;

/// <summary>Where the files of a keyring are kept. Reading is thread-safe; there is one writer at a time.</summary>
public interface IKeyringPlace
{
    /// <summary>The place, as it is shown.</summary>
    string Location { get; }

    /// <summary>Reads a whole file; null when there is none.</summary>
    Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Writes a file durably and whole, over an older one.</summary>
    Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Removes a file; a missing one is not an error.</summary>
    Task RemoveAsync(string name, CancellationToken cancellationToken);
}
