using Archivist.Evidence.Witnessing;
using Archivist.Platform.Files;

namespace Archivist.Evidence.Copying;

public static partial class LedgerCopies
{
    private const int ReadersAtOnce = 5;

    /// <summary>Reads a copy that is elsewhere into a directory, to be verified there: what its head covers, and what witnesses cosigned. What is missing or too long there is missing here.</summary>
    /// <param name="copy">The copy.</param>
    /// <param name="key">The key of the ledger; of a head that it has not signed, only the head is fetched.</param>
    /// <param name="witnesses">The keys of witnesses.</param>
    /// <param name="folder">An empty directory.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="IOException">The copy cannot be read, or the directory cannot be written.</exception>
    public static async Task FetchAsync(ILedgerCopy copy, NoteKey key, IReadOnlyList<NoteKey> witnesses, string folder, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var note = await FetchFileAsync(copy, "checkpoint", Checkpoint.MaxBytes, folder, cancellationToken);
            if (note is null || Checkpoint.Open(note, key, out _) is not { } head)
                return;
            var isWhole = true;
            await Parallel.ForEachAsync(
                TilePath.AllAt(head.Size),
                new ParallelOptions { MaxDegreeOfParallelism = ReadersAtOnce, CancellationToken = cancellationToken },
                async (file, stop) =>
                {
                    if (await FetchFileAsync(copy, file.Path, EntryBundle.MaxBytes, folder, stop) is null)
                        Volatile.Write(ref isWhole, false);
                });
            foreach (var witness in witnesses)
                await FetchFileAsync(copy, CosignedCheckpoints.PathOf(witness), Checkpoint.MaxBytes, folder, cancellationToken);
            // Another machine may have brought it up to date meanwhile, and removed partial tiles of the head that was read.
            if (isWhole || attempt == MostAttempts || (await copy.ReadAsync("checkpoint", Checkpoint.MaxBytes, cancellationToken))?.AsSpan().SequenceEqual(note) is true)
                return;
        }
    }

    private static async Task<byte[]?> FetchFileAsync(ILedgerCopy copy, string path, int limit, string folder, CancellationToken cancellationToken)
    {
        try
        {
            if (await copy.ReadAsync(path, limit, cancellationToken) is not { } content)
                return null;
            await DurableFile.ReplaceAsync(Path.Combine(folder, path), content, cancellationToken);
            return content;
        }
        catch (InvalidDataException)
        {
            // It is longer than any such file.
            return null;
        }
    }
}
