using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Writing;

namespace Archivist.Repository.Files;

/// <summary>
/// Opens what was sealed, as a reader would, before it leaves the process: a bit that flipped in memory after a blob was hashed must not become a backup.
/// What flipped before the hash cannot be seen. Packs are for <see cref="PackVerification"/>. Thread-safe.
/// </summary>
/// <remarks>restic does the same unless it is given <c>--no-extra-verify</c>.</remarks>
internal static class WriteVerification
{
    /// <summary>Checks a sealed message: it opens to the content of this digest.</summary>
    /// <param name="sealers">What opens it.</param>
    /// <param name="message">The sealed message, which stays as it is.</param>
    /// <param name="meant">SHA-256 of what it was meant to hold.</param>
    /// <param name="unwrap">From what was sealed to what was meant; null where nothing is wrapped.</param>
    /// <param name="what">What it is, for a failure.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Failed"/>: it does not.</exception>
    internal static void CheckMessage(
        SealerPool sealers, ReadOnlySpan<byte> message, Digest meant, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? unwrap, string what)
    {
        var opened = new byte[message.Length - Sealer.Overhead];
        if (!sealers.TryOpen(message, opened))
            throw Refuse(what, "its authentication tag is wrong");
        ReadOnlyMemory<byte> content;
        try
        {
            content = unwrap is null ? opened : unwrap(opened);
        }
        catch (ArchivistException cause) when (cause.Failure is Failure.Tampering)
        {
            throw Refuse(what, "its compressed form is damaged", cause);
        }

        if (Digest.Of(content.Span) != meant)
            throw Refuse(what, "its content is not what was meant");
    }

    /// <summary>The failure that publishes nothing.</summary>
    internal static ArchivistException Refuse(string what, string how, Exception? cause = null) =>
        new(Failure.Failed, $"{what} was damaged in memory while it was made: {how}; it was not stored", cause)
        {
            Hint = "Check this machine's memory, e.g. with memtest86+, then run the command again.",
        };
}
