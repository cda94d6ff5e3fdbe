namespace Archivist.Evidence.Copying;

/// <summary>A place that holds a copy of a ledger, in the layout of the ledger. Paths are relative, with the separators of this machine. Serves one writer at a time, and several readers once the head was read.</summary>
public interface ILedgerCopy
{
    /// <summary>What messages call the place.</summary>
    string Location { get; }

    /// <summary>Whether a write that is cut can leave a part of the file behind, under its name.</summary>
    bool CanTear { get; }

    /// <summary>Reads a file of at most <paramref name="limit"/> bytes; null when there is none.</summary>
    /// <exception cref="InvalidDataException">It is longer.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    Task<byte[]?> ReadAsync(string path, int limit, CancellationToken cancellationToken);

    /// <summary>Whether a file that never changes is there in full.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">Its length.</param>
    /// <param name="wasWritten">It was written by an earlier update; a place where a look is costly may believe that.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    ValueTask<bool> HoldsAsync(string path, long length, bool wasWritten, CancellationToken cancellationToken);

    /// <summary>Writes a file, over an older one; durable when it returns.</summary>
    /// <exception cref="IOException">It cannot be written; an older file stays, unless the copy <see cref="CanTear"/>.</exception>
    Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken);

    /// <summary>Removes the partial versions of a full file that was published; does nothing where the place does that by itself, or refuses it.</summary>
    Task RemovePartialAsync(string full, CancellationToken cancellationToken);
}
