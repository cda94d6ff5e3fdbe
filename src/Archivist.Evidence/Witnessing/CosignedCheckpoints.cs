using System.Globalization;
using System.Text;
using Archivist.Evidence.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Evidence.Witnessing;

/// <summary>
/// The side of the log: what is sent to witnesses, and the cosignatures that came back. The newest one of each witness is kept with its checkpoint in <c>cosigned/ID</c> of the ledger, and
/// as a line of <c>checkpoint</c> until that grows (docs/formats/ledger.md).
/// </summary>
public static class CosignedCheckpoints
{
    /// <summary>How far the clock of a witness may be ahead of this one.</summary>
    public static TimeSpan ClockTolerance { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The head in force, as a request to a witness that knows an older one. The proof was verified against the tiles.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="oldSize">The number of entries that the witness knows, from 0 to what the ledger has.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: the ledger is damaged.</exception>
    public static async Task<WitnessRequest> PrepareAsync(LedgerFolder ledger, long oldSize, CancellationToken cancellationToken)
    {
        var (note, proof) = await ledger.ProveHeadAsync(oldSize, cancellationToken);
        return new WitnessRequest(oldSize, proof, note);
    }

    /// <summary>Keeps the cosignature of a witness on a checkpoint that was sent to it.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="witness">The key of the witness.</param>
    /// <param name="request">What was sent.</param>
    /// <param name="lines">The signature lines that were answered; those of unknown keys are ignored.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops waiting for the ledger.</param>
    /// <returns>What was cosigned; null when no line is a valid cosignature of the witness, or its time is in the future.</returns>
    public static async Task<CosignedHead?> KeepAsync(
        LedgerFolder ledger, NoteKey witness, WitnessRequest request, string lines, DateTimeOffset now, CancellationToken cancellationToken)
    {
        byte[] note = [.. request.Checkpoint.Span, .. Encoding.UTF8.GetBytes(lines)];
        if (Cosignature.Find(note, witness) is not var (time, line) || time > now + ClockTolerance || Checkpoint.Open(note, ledger.Key, out _) is not { } head)
            return null;
        var (text, signatures) = Checkpoint.Split(request.Checkpoint.Span);
        // Other witnesses' lines belong in their own files.
        var own = signatures.Where(signature => signature.StartsWith($"\u2014 {ledger.Key.Name} ", StringComparison.Ordinal));
        await ledger.KeepSignatureAsync(PathOf(witness), text, [.. own, line], line, other => Cosignature.IsBy(other, witness), cancellationToken);
        return new CosignedHead(witness, head, time);
    }

    /// <summary>The newest head that a witness is known to have cosigned; null when there is none. Nothing is written.</summary>
    /// <param name="folder">The ledger, or a copy of it.</param>
    /// <param name="log">The key of the ledger.</param>
    /// <param name="witness">The key of the witness.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: what is kept is not signed by both (<see cref="CosignatureInvalid"/>).</exception>
    public static async Task<CosignedHead?> FindAsync(string folder, NoteKey log, NoteKey witness, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, PathOf(witness));
        if (FileLookup.FindLink(file) is null)
            return null;
        try
        {
            var note = await DurableFile.ReadAsync(file, Checkpoint.MaxBytes, cancellationToken);
            if (Checkpoint.Open(note, log, out _) is { } head && Cosignature.Find(note, witness) is var (time, _))
                return new CosignedHead(witness, head, time);
        }
        catch (InvalidDataException)
        {
            // It is longer than any checkpoint.
        }

        throw new ArchivistException(new CosignatureInvalid(PathOf(witness), witness.Name));
    }

    /// <summary>Where the newest one of a witness is kept in a ledger.</summary>
    internal static string PathOf(NoteKey witness) => Path.Combine("cosigned", witness.Id.ToString("x8", CultureInfo.InvariantCulture));
}
