using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;
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
    /// <param name="name">The name that it will be stored under.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Failed"/>: it does not.</exception>
    internal static void CheckMessage(
        SealerPool sealers, ReadOnlySpan<byte> message, Digest meant, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? unwrap, ObjectName name)
    {
        var opened = new byte[message.Length - Sealer.Overhead];
        if (!sealers.TryOpen(message, opened))
            throw Refuse(name, WriteDamage.Tag);
        ReadOnlyMemory<byte> content;
        try
        {
            content = unwrap is null ? opened : unwrap(opened);
        }
        catch (ArchivistException cause) when (cause.Failure is Failure.Tampering)
        {
            throw Refuse(name, WriteDamage.Compression, cause);
        }

        if (Digest.Of(content.Span) != meant)
            throw Refuse(name, WriteDamage.Content);
    }

    /// <summary>The failure that publishes nothing.</summary>
    internal static ArchivistException Refuse(ObjectName name, WriteDamage damage, Exception? cause = null) => new(new ObjectDamagedInMemory(name, damage), cause);
}
