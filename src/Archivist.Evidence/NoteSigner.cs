using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Archivist.Evidence.Problems;
using Archivist.Platform;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Evidence;

/// <summary>
/// The private half: a file of one line, <c>PRIVATE+KEY+name+ID+base64</c> (the type and the seed of RFC 8032), readable by its
/// owner only.
/// </summary>
internal sealed class NoteSigner : IDisposable
{
    private const string Mark = "PRIVATE+KEY+";

    private readonly Ed25519SigningKey _key;

    private NoteSigner(string name, Ed25519SigningKey key, NoteKeyKind kind)
    {
        _key = key;
        Public = new NoteKey(name, key.PublicKey.Span, kind);
    }

    internal NoteKey Public { get; }

    /// <summary>Makes a key file where there is none; an existing one is never overwritten.</summary>
    internal static Task CreateAsync(string file, string name, CancellationToken cancellationToken) => CreateAsync(file, name, NoteKeyKind.Log, cancellationToken);

    /// <summary>The same for a key of any kind.</summary>
    internal static async Task CreateAsync(string file, string name, NoteKeyKind kind, CancellationToken cancellationToken)
    {
        var seed = SystemRandom.GetBytes(Ed25519.SeedSize);
        byte[] typed = [(byte)kind, .. seed];
        using var key = Ed25519SigningKey.FromSeed(seed);
        var line = Encoding.UTF8.GetBytes(
            $"{Mark}{name}+{new NoteKey(name, key.PublicKey.Span, kind).Id:x8}+{Convert.ToBase64String(typed)}\n");
        try
        {
            await DurableFile.CreateAsync(file, line, UnixFileMode.UserRead | UnixFileMode.UserWrite, cancellationToken);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
            CryptographicOperations.ZeroMemory(typed);
            CryptographicOperations.ZeroMemory(line);
        }
    }

    /// <summary>Opens a key file; its content never appears in an error.</summary>
    internal static Task<NoteSigner> OpenAsync(string file, CancellationToken cancellationToken) => OpenAsync(file, NoteKeyKind.Log, cancellationToken);

    /// <summary>The same for a key of any kind; one of another kind is refused.</summary>
    internal static async Task<NoteSigner> OpenAsync(string file, NoteKeyKind kind, CancellationToken cancellationToken)
    {
        var bytes = await DurableFile.ReadAsync(file, 1024, cancellationToken);
        try
        {
            var parts = Encoding.UTF8.GetString(bytes).TrimEnd().Split('+', 5);
            var typed = new byte[200];
            if (parts.Length == 5 && parts[0] is "PRIVATE" && parts[1] is "KEY" && NoteKey.IsName(parts[2])
                && CanonicalBase64.TryDecode(parts[4], typed, out var length)
                && length == 1 + Ed25519.SeedSize && typed[0] == (byte)kind)
            {
                var signer = new NoteSigner(parts[2], Ed25519SigningKey.FromSeed(typed.AsSpan(1, Ed25519.SeedSize)), kind);
                CryptographicOperations.ZeroMemory(typed);
                if (parts[3] == signer.Public.Id.ToString("x8"))
                    return signer;
                signer.Dispose();
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }

        throw new ArchivistException(new LedgerKeyInvalid(file));
    }

    /// <summary>C2SP signed-note: the text, an empty line, and one signature line.</summary>
    internal byte[] Sign(string text)
    {
        Span<byte> signature = stackalloc byte[4 + Ed25519.SignatureSize];
        BinaryPrimitives.WriteUInt32BigEndian(signature, Public.Id);
        _key.Sign(Encoding.UTF8.GetBytes(text)).CopyTo(signature[4..]);
        return Encoding.UTF8.GetBytes($"{text}\n\u2014 {Public.Name} {Convert.ToBase64String(signature)}\n");
    }

    /// <summary>The Ed25519 signature of some bytes.</summary>
    internal byte[] SignBytes(ReadOnlySpan<byte> message) => _key.Sign(message);

    public void Dispose() => _key.Dispose();
}
