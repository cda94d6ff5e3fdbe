using System.Security.Cryptography;
using System.Text;
using Archivist.Platform;

namespace Archivist.Keys.Age;

/// <summary>
/// What opens age files: the secret half of a key pair, or a passphrase. Holds a secret until it is disposed, which wipes it. Thread-safe. The private constructor closes the set.
/// </summary>
public abstract class AgeIdentity : IDisposable
{
    private readonly byte[] _secret;

    private AgeIdentity(byte[] secret) => _secret = secret;

    /// <summary>The kind of recipient that this identity opens for.</summary>
    public abstract AgeRecipientKind Kind { get; }

    /// <summary>The recipient that this identity opens for; null for a passphrase.</summary>
    public abstract AgeRecipient? Recipient { get; }

    private static ReadOnlySpan<byte> ClassicPrefix => "age-secret-key-"u8;

    private static ReadOnlySpan<byte> HybridPrefix => "age-secret-key-pq-"u8;

    /// <summary>A new key pair.</summary>
    /// <param name="isHybrid">Post-quantum: ML-KEM-768 and X25519 together; otherwise X25519.</param>
    public static AgeIdentity Create(bool isHybrid) => isHybrid ? new Hybrid(SystemRandom.GetBytes(HybridKem.SeedSize)) : new Classic(SystemRandom.GetBytes(Curve.Size));

    /// <summary>A passphrase.</summary>
    /// <param name="passphrase">UTF-8; copied.</param>
    public static AgeIdentity OfPassphrase(ReadOnlySpan<byte> passphrase) => new Passphrase(passphrase.ToArray());

    /// <summary>Reads the text of an identity, in ASCII; null when it is not one.</summary>
    public static AgeIdentity? TryParse(ReadOnlySpan<byte> text)
    {
        if (Bech32.TryDecode(HybridPrefix, text) is { } seed)
            return seed.Length == HybridKem.SeedSize ? new Hybrid(seed) : null;
        return Bech32.TryDecode(ClassicPrefix, text) is { Length: Curve.Size } secret ? new Classic(secret) : null;
    }

    /// <summary>The text of this identity, in ASCII: a secret, which the caller wipes.</summary>
    /// <exception cref="NotSupportedException">A passphrase.</exception>
    public byte[] Encode()
    {
        var text = this switch
        {
            Hybrid => Bech32.Encode(HybridPrefix, _secret),
            Classic => Bech32.Encode(ClassicPrefix, _secret),
            _ => throw new NotSupportedException("A passphrase is not an identity with a text form."),
        };
        Ascii.ToUpperInPlace(text, out _);
        return text;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_secret);
        GC.SuppressFinalize(this);
    }

    /// <summary>The file key of a header, which the caller wipes; null when no stanza is for this identity.</summary>
    internal byte[]? TryUnwrap(AgeHeader header, string file)
    {
        foreach (var stanza in header.Stanzas)
        {
            if (TryUnwrap(stanza, file) is { } fileKey)
                return fileKey;
        }

        return null;
    }

    private protected abstract byte[]? TryUnwrap(AgeStanza stanza, string file);

    private sealed class Classic(byte[] secret) : AgeIdentity(secret)
    {
        private readonly byte[] _share = Curve.PublicOf(secret);

        public override AgeRecipientKind Kind => AgeRecipientKind.Classic;

        public override AgeRecipient Recipient => AgeRecipient.OfClassic(_share);

        private protected override byte[]? TryUnwrap(AgeStanza stanza, string file) =>
            stanza.Type == AgeStanza.X25519 ? CurveWrap.TryUnwrap(stanza, _secret, _share, file) : null;
    }

    private sealed class Hybrid(byte[] seed) : AgeIdentity(seed)
    {
        public override AgeRecipientKind Kind => AgeRecipientKind.Hybrid;

        public override AgeRecipient Recipient => AgeRecipient.OfHybrid(HybridKem.RecipientOf(_secret));

        private protected override byte[]? TryUnwrap(AgeStanza stanza, string file) => stanza.Type == AgeStanza.Hybrid ? HybridWrap.TryUnwrap(stanza, _secret, file) : null;
    }

    private sealed class Passphrase(byte[] passphrase) : AgeIdentity(passphrase)
    {
        public override AgeRecipientKind Kind => AgeRecipientKind.Passphrase;

        public override AgeRecipient? Recipient => null;

        private protected override byte[]? TryUnwrap(AgeStanza stanza, string file) => stanza.Type == AgeStanza.Passphrase ? PassphraseWrap.TryUnwrap(stanza, _secret) : null;
    }
}
