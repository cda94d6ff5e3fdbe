using System.Security.Cryptography;
using Archivist.Keys.Problems;
using Archivist.Platform;
using Archivist.Platform.Problems;

namespace Archivist.Keys.Age;

/// <summary>Files in the format age-encryption.org/v1, binary or as text. Reads and writes in constant memory, whatever their size. Thread-safe.</summary>
public static class AgeFile
{
    /// <summary>Opens an age file; whether it is binary or text shows in its first bytes.</summary>
    /// <param name="source">The file; the caller disposes it, after the result.</param>
    /// <param name="identities">Tried in this order.</param>
    /// <param name="file">Its name, for problems.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The plaintext, which the caller disposes. Reading it fails with <see cref="AgePayloadInvalid"/> where the file was changed or cut off.</returns>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.WrongKey"/>: no identity opens it (<see cref="AgeNotForThisKey"/>); <see cref="Failure.Tampering"/>: <see cref="AgeHeaderForged"/>;
    /// <see cref="Failure.Failed"/>: <see cref="AgeHeaderInvalid"/>, <see cref="AgeArmorInvalid"/>, <see cref="AgeWorkExcessive"/>.
    /// </exception>
    public static async Task<Stream> OpenAsync(Stream source, IReadOnlyList<AgeIdentity> identities, string file, CancellationToken cancellationToken)
    {
        var input = new AgeInput(source);
        var begin = await input.PeekAsync(AgeArmor.MostWhiteSpace + AgeArmor.Begin.Length, cancellationToken);
        return await OpenAsync(IsText(begin.Span) ? new AgeInput(new AgeArmorReader(input, file)) : input, identities, file, cancellationToken);
    }

    /// <summary>Encrypts a stream to its end.</summary>
    /// <param name="plain">What is encrypted.</param>
    /// <param name="to">Where the file goes; not flushed.</param>
    /// <param name="recipients">At least one; all of one kind, and a single passphrase.</param>
    /// <param name="isText">Writes the text form, which mail and terminals keep intact.</param>
    /// <param name="cancellationToken">Stops; what was written then cannot be opened.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the recipients are of several kinds (<see cref="AgeRecipientsMixed"/>).</exception>
    public static async Task WriteAsync(Stream plain, Stream to, IReadOnlyList<AgeRecipient> recipients, bool isText, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(recipients.Count, nameof(recipients));
        if (recipients.Any(recipient => recipient.Kind != recipients[0].Kind) || (recipients[0].Kind is AgeRecipientKind.Passphrase && recipients.Count > 1))
            throw new ArchivistException(new AgeRecipientsMixed("age"));
        var fileKey = SystemRandom.GetBytes(AgeHeader.FileKeySize);
        try
        {
            var header = AgeHeader.Write(recipients.Select(recipient => recipient.Wrap(fileKey)), fileKey);
            if (!isText)
            {
                await WriteAsync(plain, to.WriteAsync, header, fileKey, cancellationToken);
                return;
            }

            var armor = new AgeArmorWriter(to);
            await WriteAsync(plain, armor.WriteAsync, header, fileKey, cancellationToken);
            await armor.CompleteAsync(cancellationToken);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(fileKey);
        }
    }

    /// <summary>Opens a file in text form, without looking whether it is one.</summary>
    internal static Task<Stream> OpenTextAsync(Stream source, IReadOnlyList<AgeIdentity> identities, string file, CancellationToken cancellationToken) =>
        OpenAsync(new AgeInput(new AgeArmorReader(source, file)), identities, file, cancellationToken);

    private static async Task<Stream> OpenAsync(AgeInput input, IReadOnlyList<AgeIdentity> identities, string file, CancellationToken cancellationToken)
    {
        var header = await AgeHeader.ReadAsync(input, file, cancellationToken);
        byte[]? fileKey = null;
        foreach (var identity in identities)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if ((fileKey = identity.TryUnwrap(header, file)) is not null)
                break;
        }

        if (fileKey is null)
            throw new ArchivistException(new AgeNotForThisKey(file));
        try
        {
            if (!header.IsSignedWith(fileKey))
                throw new ArchivistException(new AgeHeaderForged(file));
            var nonce = new byte[AgePayload.NonceSize];
            if (await input.ReadAsync(nonce, cancellationToken) < nonce.Length)
                throw new ArchivistException(new AgeHeaderInvalid(file, AgeHeaderFault.CutOff));
            return new AgePayloadReader(input, new AgePayload(fileKey, nonce), file);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(fileKey);
        }
    }

    private static async Task WriteAsync(
        Stream plain, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, byte[] header, byte[] fileKey, CancellationToken cancellationToken)
    {
        var nonce = SystemRandom.GetBytes(AgePayload.NonceSize);
        using var payload = new AgePayload(fileKey, nonce);
        await write(header, cancellationToken);
        await write(nonce, cancellationToken);
        var input = new AgeInput(plain);
        var (chunk, sealedChunk) = (new byte[AgePayload.ChunkSize], new byte[AgePayload.ChunkSize + AgePayload.TagSize]);
        try
        {
            for (var isFinal = false; !isFinal;)
            {
                var count = await input.ReadAsync(chunk, cancellationToken);
                isFinal = await input.IsAtEndAsync(cancellationToken);
                payload.Seal(chunk.AsSpan(0, count), isFinal, sealedChunk);
                await write(sealedChunk.AsMemory(0, count + AgePayload.TagSize), cancellationToken);
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(chunk);
            input.Wipe();
        }
    }

    private static bool IsText(ReadOnlySpan<byte> begin) => begin.TrimStart(AgeArmor.WhiteSpace).StartsWith("-----BEGIN "u8);
}
