using Archivist.Evidence.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Evidence.Copying;

/// <summary>Keeps copies of a ledger up to date, and compares them with it: a copy is never newer than its ledger, and never says anything else.</summary>
public static partial class LedgerCopies
{
    private const int MostAttempts = 5;

    /// <summary>Brings a copy up to date. The head is written last, so that a copy is whole at every moment.</summary>
    /// <param name="folder">The ledger.</param>
    /// <param name="key">Its key.</param>
    /// <param name="copy">The copy; one that does not exist is begun.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <returns>The head that the copy has now; null when the ledger has none.</returns>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Tampering"/>: the copy is ahead of the ledger, contradicts it, or is not signed by its key; nothing was written. Or the ledger is damaged.
    /// </exception>
    /// <exception cref="IOException">The copy cannot be read or written.</exception>
    public static async Task<LedgerHead?> UpdateAsync(string folder, NoteKey key, ILedgerCopy copy, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await LedgerFolder.FindNoteAsync(folder, cancellationToken) is not { } note)
                return null;
            var head = Checkpoint.Open(note, key, out var fault) ?? throw new ArchivistException(new LedgerUntrusted(folder, "checkpoint", fault, key.Name, key.Id));
            var known = await FindHeadAsync(key, copy, cancellationToken);
            if (known is not null && await LedgerFolder.CompareAsync(folder, head, known, copy.Location, cancellationToken) is { } contradiction)
                throw new ArchivistException(contradiction);
            try
            {
                await WriteAsync(folder, head, known?.Size ?? 0, copy, cancellationToken);
                await copy.WriteAsync("checkpoint", note, cancellationToken);
                return head;
            }
            catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException && attempt < MostAttempts)
            {
                // An appender replaced a partial tile by a full one meanwhile: the head has grown.
            }
        }
    }

    private static async Task<LedgerHead?> FindHeadAsync(NoteKey key, ILedgerCopy copy, CancellationToken cancellationToken)
    {
        try
        {
            // A head that was cut while it was written says as little as one that is missing, and is written again like that.
            return await copy.ReadAsync("checkpoint", Checkpoint.MaxBytes, cancellationToken) is not { } note || (copy.CanTear && IsTorn(note)) ? null
                : Checkpoint.Open(note, key, out var fault) ?? throw new ArchivistException(new LedgerCopyForeign(copy.Location, fault, key.Name, key.Id));
        }
        catch (InvalidDataException)
        {
            throw new ArchivistException(new LedgerCopyForeign(copy.Location, CheckpointFault.NotNote, key.Name, key.Id));
        }
    }

    private static async Task WriteAsync(string folder, LedgerHead head, long known, ILedgerCopy copy, CancellationToken cancellationToken)
    {
        var finished = new List<string>();
        foreach (var (path, isFull, end) in TilePath.AllAt(head.Size))
        {
            var source = Path.Combine(folder, path);
            var length = FileLookup.Find(source)?.Length ?? throw new FileNotFoundException(source);
            if (isFull && await copy.HoldsAsync(path, length, end <= known, cancellationToken))
                continue;
            await copy.WriteAsync(path, await DurableFile.ReadAsync(source, EntryBundle.MaxBytes, cancellationToken), cancellationToken);
            if (isFull)
                finished.Add(path);
        }

        foreach (var path in OthersIn(folder))
            await copy.WriteAsync(path, await DurableFile.ReadAsync(Path.Combine(folder, path), Checkpoint.MaxBytes, cancellationToken), cancellationToken);
        foreach (var full in finished)
            await copy.RemovePartialAsync(full, cancellationToken);
    }

    /// <summary>Whether this is the beginning of a signed note at most, without any signature in full.</summary>
    private static bool IsTorn(ReadOnlySpan<byte> note) => note.IndexOf("\n\n\u2014 "u8) is var signatures && (signatures < 0 || note[(signatures + 2)..].IndexOf((byte)'\n') < 0);

    /// <summary>The public key and the cosignatures.</summary>
    private static IEnumerable<string> OthersIn(string folder)
    {
        if (FileLookup.IsFile(Path.Combine(folder, "vkey")))
            yield return "vkey";
        if (!FileLookup.IsDirectory(Path.Combine(folder, "cosigned")))
            yield break;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "cosigned")).Select(Path.GetFileName).Order(StringComparer.Ordinal))
        {
            // What is being written has other names.
            if (file!.Length == 8)
                yield return Path.Combine("cosigned", file);
        }
    }
}
